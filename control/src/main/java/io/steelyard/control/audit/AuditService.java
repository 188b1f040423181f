package io.steelyard.control.audit;

import io.steelyard.control.store.Store;
import java.util.List;

/** What the operator reads of the audit log. Nobody writes to it but {@link AuditTrail}, nobody changes it. */
public final class AuditService {
    private final Store store;

    public AuditService(Store store) {
        this.store = store;
    }

    public List<AuditRecord> search(AuditSearch wanted) {
        return store.read(unit -> unit.auditLog(wanted));
    }
}
