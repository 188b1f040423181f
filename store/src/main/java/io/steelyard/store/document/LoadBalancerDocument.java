package io.steelyard.store.document;

import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.json.DomainModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A balancer's configuration as it is stored. Every version that was ever released stays readable, whatever becomes of the
 * domain: a golden file per version holds that.
 *
 * @param version of the form of {@code loadBalancer}
 */
public record LoadBalancerDocument(int version, LoadBalancer loadBalancer) {
    /** The version written today. */
    public static final int VERSION = 4;

    private static final JsonMapper MAPPER = DomainModule.mapper();
    /** What a text of today's version begins with. */
    private static final String TODAY = "{\"version\":" + VERSION + ",";

    /** A thousand balancers of ten nodes. */
    private static final int KEPT_CHARACTERS = 4 << 20;

    private static final DecodedTexts<LoadBalancer> LATELY =
            new DecodedTexts<>(KEPT_CHARACTERS, LoadBalancerDocument::decoded);

    /** As text of today's version. */
    public static String write(LoadBalancer configuration) {
        return MAPPER.writeValueAsString(new LoadBalancerDocument(VERSION, configuration));
    }

    private static LoadBalancer balancer(JsonNode document) {
        return MAPPER.treeToValue(document, LoadBalancerDocument.class).loadBalancer();
    }

    /**
     * From text of any version up to today's.
     *
     * @throws IllegalStateException when it is of a later version
     */
    public static LoadBalancer read(String text) {
        return LATELY.of(text);
    }

    private static LoadBalancer decoded(String text) {
        // Nearly all are: they need not become a tree first.
        if (text.startsWith(TODAY)) {
            return MAPPER.readValue(text, LoadBalancerDocument.class).loadBalancer();
        }
        JsonNode document = MAPPER.readTree(text);
        int version = document.required("version").intValue();
        return switch (version) {
            case 1 -> balancer(Version3.upgraded(Version2.upgraded(Version1.upgraded(document))));
            case 2 -> balancer(Version3.upgraded(Version2.upgraded(document)));
            case 3 -> balancer(Version3.upgraded(document));
            case VERSION -> balancer(document);
            default ->
                throw new IllegalStateException("a document of version " + version
                        + " needs a later Steelyard; this one reads up to " + VERSION);
        };
    }
}
