package io.steelyard.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    @Test
    void sendsAsManyAsTheRateSays() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            answer(exchange, 200);
        });

        LoadResult result = run(8, OptionalDouble.of(200));

        assertThat(result.failed()).isZero();
        assertThat(result.requests()).isEqualTo(asked.get()).isBetween(150L, 250L);
    }

    @Test
    void countsTheTimeThatARequestHadToWaitForAConnection() throws Exception {
        server.createContext("/", exchange -> {
            LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
            answer(exchange, 200);
        });

        LoadResult result = run(1, OptionalDouble.of(20));

        assertThat(result.p99Micros()).isGreaterThan(80_000);
    }

    @Test
    void countsAnswersOfFailure() throws Exception {
        server.createContext("/", exchange -> answer(exchange, 503));

        LoadResult result = run(2, OptionalDouble.empty());

        assertThat(result.statusErrors()).isPositive().isEqualTo(result.requests());
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private LoadResult run(int connections, OptionalDouble rate) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new OpenLoop().run(url, new Load(connections, SECOND, List.of(), rate));
    }
}
