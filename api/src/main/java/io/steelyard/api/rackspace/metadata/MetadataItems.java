package io.steelyard.api.rackspace.metadata;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.control.change.Admission;
import io.steelyard.control.metadata.MetadataService;
import io.steelyard.control.metadata.NewMetadata;
import io.steelyard.control.metadata.Noted;
import io.steelyard.domain.metadata.MetadataItem;
import io.steelyard.domain.refusal.Violation;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The operations on metadata, whatever it is about. They are answered 200: a write is in effect by then. */
final class MetadataItems {
    private final MetadataService metadata;
    private final Preconditions preconditions;

    MetadataItems(MetadataService metadata, Preconditions preconditions) {
        this.metadata = metadata;
        this.preconditions = preconditions;
    }

    Representation list(ContainerRequestContext request, Noted about) {
        Paging paging = Paging.of(request.getUriInfo().getQueryParameters());
        return MetadataBody.list(paging.of(metadata.list(CallerOf.request(request), about), MetadataItem::id));
    }

    Representation get(ContainerRequestContext request, Noted about, String id) {
        return MetadataBody.one(metadata.get(CallerOf.request(request), about, Ids.metadata(id)));
    }

    Representation add(ContainerRequestContext request, Noted about, @Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        List<NewMetadata> wanted = NewMetadataBody.read(body, violations);
        return MetadataBody.list(
                metadata.add(CallerOf.request(request), about, wanted, violations, admission(request, about)));
    }

    Representation change(ContainerRequestContext request, Noted about, String id, @Nullable JsonNode body) {
        return MetadataBody.one(metadata.change(
                CallerOf.request(request),
                about,
                Ids.metadata(id),
                NewMetadataBody.change(body),
                admission(request, about)));
    }

    Response remove(ContainerRequestContext request, Noted about, List<String> ids) {
        metadata.remove(
                CallerOf.request(request),
                about,
                ids.stream().map(Ids::metadata).distinct().toList(),
                admission(request, about));
        return Response.ok().build();
    }

    private Admission admission(ContainerRequestContext request, Noted about) {
        return preconditions.admission(request, about.loadBalancer());
    }
}
