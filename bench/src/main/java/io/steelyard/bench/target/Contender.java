package io.steelyard.bench.target;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Who takes part in a comparison. */
public enum Contender {
    HAPROXY((directory, shown, backendPort) -> LocalServer.haproxy(directory, shown, backendPort)),
    /** With room for 9,500 clients. */
    HAPROXY_ROOMY((directory, shown, backendPort) -> LocalServer.haproxy(directory, shown, backendPort, 9_500)),
    HAPROXY_SPLICE((directory, shown, backendPort) -> LocalServer.splicingHaproxy(directory, backendPort)),
    HAPROXY_FEATURES((directory, shown, backendPort) -> LocalServer.haproxyWithFeatures(directory, backendPort)),
    STEELYARD((directory, shown, backendPort) -> Service.plain(directory, shown, backendPort)),
    STEELYARD_FEATURES((directory, shown, backendPort) -> Service.withFeatures(directory, backendPort)),
    BALANCERS_1((directory, shown, backendPort) ->
            Service.withBalancers(directory, 1, LocalServer.BACKEND_ADDRESSES, backendPort)),
    BALANCERS_1000((directory, shown, backendPort) ->
            Service.withBalancers(directory, 1_000, LocalServer.BACKEND_ADDRESSES, backendPort)),
    BALANCERS_10000((directory, shown, backendPort) ->
            Service.withBalancers(directory, 10_000, LocalServer.BACKEND_ADDRESSES, backendPort)),
    NGINX((directory, shown, backendPort) -> LocalServer.nginx(directory, shown, backendPort));

    private final Start start;

    Contender(Start start) {
        this.start = start;
    }

    Measurable start(Path directory, BenchCertificate shown, int backendPort) throws IOException, InterruptedException {
        return start.of(directory, shown, backendPort);
    }

    /** As in reports: {@code haproxy-splice}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private interface Start {
        Measurable of(Path directory, BenchCertificate shown, int backendPort) throws IOException, InterruptedException;
    }
}
