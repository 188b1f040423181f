package io.steelyard.bench.target;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Who takes part in a comparison. */
public enum Contender {
    HAPROXY {
        @Override
        Measurable start(Path directory, BenchCertificate shown, int backendPort)
                throws IOException, InterruptedException {
            return LocalServer.haproxy(directory, shown, backendPort);
        }
    },
    /** With room for 9,500 clients. */
    HAPROXY_ROOMY {
        @Override
        Measurable start(Path directory, BenchCertificate shown, int backendPort)
                throws IOException, InterruptedException {
            return LocalServer.haproxy(directory, shown, backendPort, 9_500);
        }
    },
    HAPROXY_SPLICE {
        @Override
        Measurable start(Path directory, BenchCertificate shown, int backendPort)
                throws IOException, InterruptedException {
            return LocalServer.splicingHaproxy(directory, backendPort);
        }
    },
    HAPROXY_FEATURES {
        @Override
        Measurable start(Path directory, BenchCertificate shown, int backendPort)
                throws IOException, InterruptedException {
            return LocalServer.haproxyWithFeatures(directory, backendPort);
        }
    },
    STEELYARD {
        @Override
        Measurable start(Path directory, BenchCertificate shown, int backendPort)
                throws IOException, InterruptedException {
            return Service.plain(directory, shown, backendPort);
        }
    },
    STEELYARD_FEATURES {
        @Override
        Measurable start(Path directory, BenchCertificate shown, int backendPort)
                throws IOException, InterruptedException {
            return Service.withFeatures(directory, backendPort);
        }
    },
    BALANCERS_1 {
        @Override
        Measurable start(Path directory, BenchCertificate shown, int backendPort)
                throws IOException, InterruptedException {
            return Service.withBalancers(directory, 1, LocalServer.BACKEND_ADDRESSES, backendPort);
        }
    },
    BALANCERS_1000 {
        @Override
        Measurable start(Path directory, BenchCertificate shown, int backendPort)
                throws IOException, InterruptedException {
            return Service.withBalancers(directory, 1_000, LocalServer.BACKEND_ADDRESSES, backendPort);
        }
    },
    BALANCERS_10000 {
        @Override
        Measurable start(Path directory, BenchCertificate shown, int backendPort)
                throws IOException, InterruptedException {
            return Service.withBalancers(directory, 10_000, LocalServer.BACKEND_ADDRESSES, backendPort);
        }
    },
    NGINX {
        @Override
        Measurable start(Path directory, BenchCertificate shown, int backendPort)
                throws IOException, InterruptedException {
            return LocalServer.nginx(directory, shown, backendPort);
        }
    };

    abstract Measurable start(Path directory, BenchCertificate shown, int backendPort)
            throws IOException, InterruptedException;

    /** As in reports: {@code haproxy-splice}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
