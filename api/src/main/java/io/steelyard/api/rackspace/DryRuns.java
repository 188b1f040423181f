package io.steelyard.api.rackspace;

import io.steelyard.control.change.Admission;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/** {@code ?dryRun=true}: a write is judged as any other and answered with what it would change; nothing changes. */
public final class DryRuns {
    private static final String PARAMETER = "dryRun";

    private DryRuns() {}

    static boolean isWanted(ContainerRequestContext request) {
        return Optional.ofNullable(request.getUriInfo().getQueryParameters().getFirst(PARAMETER))
                .filter(text -> text.strip().equalsIgnoreCase("true"))
                .isPresent();
    }

    /** How a balancer is made. */
    public static Admission creation(ContainerRequestContext request) {
        return admission(request, new Admission.Always());
    }

    static Admission admission(ContainerRequestContext request, Admission usual) {
        return isWanted(request) ? new Admission.DryRun(usual) : usual;
    }
}
