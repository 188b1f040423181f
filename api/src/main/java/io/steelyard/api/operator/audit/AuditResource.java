package io.steelyard.api.operator.audit;

import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.Before;
import io.steelyard.api.operator.Part;
import io.steelyard.control.audit.AuditEntry;
import io.steelyard.control.audit.AuditRecord;
import io.steelyard.control.audit.AuditSearch;
import io.steelyard.control.audit.AuditService;
import io.steelyard.domain.account.TenantId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /operator/v1/audit}: who wanted to change what, newest first. */
@Path("/operator/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {
    private enum Outcome {
        DONE,
        REFUSED
    }

    private final AuditService log;

    public AuditResource(AuditService log) {
        this.log = log;
    }

    @GET
    public Representation list(@Context UriInfo uri) {
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        AuditSearch wanted = new AuditSearch(
                Before.read(query, "tenant", text -> new TenantId(Long.parseLong(text)), "a tenant id"),
                Optional.ofNullable(query.getFirst("who")),
                Optional.ofNullable(query.getFirst("verb")),
                Before.read(query, "outcome", Outcome::valueOf, "DONE or REFUSED")
                        .map(Outcome.REFUSED::equals),
                Before.time(query, "since"),
                Before.time(query, "until"),
                Before.id(query),
                Part.of(query).limit());
        return list(log.search(wanted), wanted.limit());
    }

    private static Representation list(List<AuditRecord> records, int limit) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("entries");
        records.forEach(record -> items.add(content(record)));
        if (records.size() == limit) {
            body.put("next", records.getLast().id());
        }
        return Representation.bare("entries", body);
    }

    private static ObjectNode content(AuditRecord record) {
        AuditEntry entry = record.entry();
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("id", record.id())
                .put("at", entry.at().toString());
        entry.tenant().ifPresent(tenant -> content.put("tenant", tenant.toString()));
        content.put("who", entry.who())
                .put("from", entry.from())
                .put("verb", entry.verb())
                .put("target", entry.target())
                .put("outcome", (entry.status().isPresent() ? Outcome.REFUSED : Outcome.DONE).name());
        entry.status().ifPresent(status -> content.put("status", status));
        return content;
    }
}
