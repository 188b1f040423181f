package io.steelyard.api.elb;

import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryApi;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.QueryException;
import io.steelyard.api.elb.signature.Scope;
import io.steelyard.api.elb.signature.Signatures;
import io.steelyard.api.elb.signature.Signatures.Signer;
import io.steelyard.api.http.RawRequest;
import io.steelyard.domain.region.Region;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which service a request is for, and which region: what its signature says, and for one that says nothing, its parameters. */
final class QueryApis {
    private final List<QueryApi> apis;
    private final List<Region> regions;

    /**
     * @param apis the first one is meant by a request that does not say
     * @param regions likewise
     */
    QueryApis(List<QueryApi> apis, List<Region> regions) {
        this.apis = List.copyOf(apis);
        this.regions = List.copyOf(regions);
    }

    /** The service that is answered with where a request names none. */
    QueryApi usual() {
        return apis.getFirst();
    }

    /**
     * The service that a request seems to be for, whoever sent it: what it is refused with is written as that service writes it.
     * Nothing else is made of it, since nobody has vouched for it yet.
     */
    QueryApi claimed(RawRequest request) {
        try {
            return Signatures.claimedService(request)
                    .flatMap(service -> apis.stream()
                            .filter(api -> api.service().equals(service))
                            .findFirst())
                    .orElseGet(() -> versioned(Parameters.of(request.query(), text(request))));
        } catch (QueryException unreadable) {
            return usual();
        }
    }

    private static String text(RawRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    /** @throws QueryException when there is no such service */
    QueryApi of(Signer signer, Parameters parameters) {
        return signer.scope().map(this::signedFor).orElseGet(() -> versioned(parameters));
    }

    private QueryApi signedFor(Scope scope) {
        return apis.stream()
                .filter(api -> api.service().equals(scope.service()))
                .findFirst()
                .orElseThrow(() -> QueryError.SIGNATURE_DOES_NOT_MATCH.because(
                        "Credential should be scoped to correct service: '" + usual().service() + "'."));
    }

    /** By its version, or where that is none of ours by its action: EC2 has had many versions. */
    private QueryApi versioned(Parameters parameters) {
        String version = parameters.text("Version").orElse("");
        String action = parameters.text("Action").orElse("");
        return Stream.concat(
                        apis.stream().filter(api -> api.hasVersion(version)),
                        apis.stream().filter(api -> api.actions().containsKey(action)))
                .findFirst()
                .orElse(usual());
    }

    /**
     * The region that was signed for, or the one that the host's name has in it, as in
     * {@code elasticloadbalancing.us-east-1.example.net}.
     *
     * @throws QueryException when there is no such region
     */
    Region region(Signer signer, QueryApi api, String host) {
        Optional<Region> found = signer.scope()
                .map(scope -> named(Stream.of(scope.region())))
                .orElseGet(() -> named(Stream.of(host.split("[.:]"))));
        return signer.scope().isEmpty() || !api.regional()
                ? found.orElse(regions.getFirst())
                : found.orElseThrow(() -> QueryError.SIGNATURE_DOES_NOT_MATCH.because(
                        "Credential should be scoped to a region of this service: " + names() + "."));
    }

    private Optional<Region> named(Stream<String> names) {
        return names.flatMap(name ->
                        regions.stream().filter(region -> region.awsName().equals(name)))
                .findFirst();
    }

    private String names() {
        return String.join(", ", regions.stream().map(Region::awsName).toList());
    }
}
