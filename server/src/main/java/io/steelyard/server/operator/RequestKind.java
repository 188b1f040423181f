package io.steelyard.server.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a request was about, in few words: a label has only values that are written here. */
final class RequestKind {
    private static final String OTHER = "other";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");
    private static final Set<String> LOGINS = Set.of("/v1.0", "/v1.1/auth", "/v2.0/tokens");
    private static final Set<String> NOUNS = Set.of(
            "loadbalancers",
            "nodes",
            "virtualips",
            "protocols",
            "algorithms",
            "accesslist",
            "connectionlogging",
            "connectionthrottle",
            "contentcaching",
            "errorpage",
            "healthmonitor",
            "limits",
            "metadata",
            "sessionpersistence",
            "ssltermination",
            "stats",
            "usage",
            "healthz",
            "spec");

    private RequestKind() {}

    /** The innermost noun of a path. */
    static String of(String path) {
        if (LOGINS.contains(path)) {
            return "login";
        }
        List<String> segments =
                Arrays.asList(path.replaceAll("\\.(json|xml|atom)$", "").split("/"));
        return segments.reversed().stream().filter(NOUNS::contains).findFirst().orElse(OTHER);
    }

    static String method(String method) {
        return METHODS.contains(method) ? method : OTHER;
    }
}
