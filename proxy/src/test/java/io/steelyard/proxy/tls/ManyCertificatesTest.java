package io.steelyard.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.tls.HostPattern;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thousand hosts, of which few are loaded at once. */
class ManyCertificatesTest {
    private static final int HOSTS = 1_000;
    private static final int LOADED = 32;
    private static final List<TestCertificate> CERTIFICATES = IntStream.range(0, 20)
            .mapToObj(number -> TestCertificate.selfSigned("certificate-" + number))
            .toList();

    @Test
    void eachOfAThousandHostsGetsItsOwnCertificateWhateverIsLoaded() throws IOException {
        try (TlsSite site = TlsSite.start(TlsLimits.DEFAULT.withLoadedCertificates(LOADED), thousand())) {
            for (int host = 0; host < HOSTS; host += 101) {
                assertThat(site.get("-servername", "host-" + host + ".test"))
                        .contains("subject=CN = certificate-" + host % CERTIFICATES.size(), "HTTP/1.1 200 OK");
            }
        }
    }

    @Test
    void noMoreAreLoadedThanMayBeAndNoneOnceTheyAreGone() throws TlsException {
        ServerTools tools = tools();
        ServerContexts contexts = ServerContexts.of("here", TlsTerms.of(thousand()), tools, null);
        assertThat(tools.live().size()).isEqualTo(LOADED);

        for (int host = 0; host < HOSTS; host += 7) {
            shakeHands(contexts, host);
            assertThat(tools.live().size()).isEqualTo(LOADED);
        }

        contexts.release();
        assertThat(tools.live().size()).isZero();
    }

    @Test
    void whatIsAskedForAgainAndAgainStaysLoaded() throws TlsException {
        ServerTools tools = tools();
        DesiredTls desired = TlsSite.tls(CERTIFICATES.getFirst());
        ServerContext popular = ServerContext.of(Identity.of("0", desired.certificate(), TlsTerms.of(desired)), tools);

        for (int other = 1; other < 4 * LOADED; other++) {
            ReferenceCountUtil.release(
                    popular.newHandler(ByteBufAllocator.DEFAULT).engine());
            ServerContext.of(Identity.of("" + other, desired.certificate(), TlsTerms.of(desired)), tools);

            assertThat(popular.isLoaded()).isTrue();
        }
    }

    private static ServerTools tools() {
        return new ServerTools(new LiveContexts(LOADED), new TicketKeys(), new Staples(InstantSource.system()));
    }

    private static void shakeHands(ServerContexts contexts, int host) throws TlsException {
        SslHandler handler = contexts.newHandler("host-" + host + ".test", ByteBufAllocator.DEFAULT);
        ReferenceCountUtil.release(handler.engine());
    }

    private static DesiredTls thousand() {
        List<DesiredTls.Mapping> mappings = new ArrayList<>();
        for (int host = 0; host < HOSTS; host++) {
            mappings.add(new DesiredTls.Mapping(
                    new HostPattern("host-" + host + ".test"),
                    TlsSite.desired(CERTIFICATES.get(host % CERTIFICATES.size()))));
        }
        return TlsSite.tls(TestCertificate.selfSigned("usual.test"), mappings.toArray(DesiredTls.Mapping[]::new));
    }
}
