package io.steelyard.control.audit;

/**
 * An entry as it is kept.
 *
 * @param id rises with every entry
 */
public record AuditRecord(long id, AuditEntry entry) {}
