package io.steelyard.proxy.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerCacheTest {
    private static final long SHARE = 64 * 1024;
    private static final byte[] HEAD = "HTTP/1.1 200 OK\r\n".getBytes(US_ASCII);
    private static final long SEED = 20_261_121;

    private final AtomicLong nanoTime = new AtomicLong();
    private final Caches caches = new Caches(SHARE, InstantSource.fixed(Instant.EPOCH), nanoTime::get);
    private final AnswerCache cache = caches.of(new LoadBalancerId(1));

    @Test
    void givesAnAnswerUntilItIsStale() {
        keep("/a", "hello", "Cache-Control: max-age=60");

        advance(Duration.ofSeconds(59).plusMillis(999));
        KeptAnswer kept = find("/a").orElseThrow();

        assertThat(kept.content()).asString(US_ASCII).isEqualTo("hello");
        assertThat(kept.head()).asString(US_ASCII).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n");
        assertThat(kept.age(nanoTime.get())).isEqualTo(59);
        assertThat(find("/b")).isEmpty();
        advance(Duration.ofMillis(1));
        assertThat(find("/a")).isEmpty();
        assertThat(cache.weight()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=10", "max-age=29, min-fresh=30", "min-fresh=31", "no-cache"})
    void aClientMayWantItYoungerOrFreshForLonger(String wanted) {
        keep("/a", "hello", "Cache-Control: max-age=60");
        advance(Duration.ofSeconds(30));

        assertThat(find("/a", "Cache-Control: " + wanted)).isEmpty();

        assertThat(find("/a", "Cache-Control: max-age=30, min-fresh=29")).isPresent();
    }

    @Test
    void variantsGoToThoseWhoAcceptTheSame() {
        keep("/a", "plain", "Cache-Control: max-age=60", "Vary: Accept-Encoding");
        assertThat(find("/a", "Accept-Encoding: gzip")).isEmpty();
        keep(
                Messages.asked("/a", "Accept-Encoding: gzip"),
                "zipped",
                "Cache-Control: max-age=60",
                "Vary: Accept-Encoding");

        assertThat(text(find("/a"))).isEqualTo("plain");
        assertThat(text(find("/a", "Accept-Encoding: gzip"))).isEqualTo("zipped");
        assertThat(find("/a", "Accept-Encoding: br")).isEmpty();
        keep("/a", "for all", "Cache-Control: max-age=60");
        assertThat(text(find("/a", "Accept-Encoding: br"))).isEqualTo("for all");
        assertThat(text(find("/a"))).isEqualTo("for all");
    }

    @Test
    void fewVariantsAreKept() {
        for (int i = 0; i < 20; i++) {
            keep(
                    Messages.asked("/a", "Accept-Encoding: x" + i),
                    "x",
                    "Cache-Control: max-age=60",
                    "Vary: Accept-Encoding");
        }

        assertThat(find("/a", "Accept-Encoding: x" + (20 - Variants.MOST))).isPresent();
        assertThat(find("/a", "Accept-Encoding: x" + (19 - Variants.MOST))).isEmpty();
    }

    @Test
    void whatWasAskedForBeforeAChangeIsNotKept() {
        AnswerCache.Pending asked = cache.pending(Messages.asked("/a"));
        ComingAnswer coming = begin(asked, 5, "Cache-Control: max-age=60").orElseThrow();
        keep("/a", "older", "Cache-Control: max-age=60");

        cache.invalidate("/a");
        complete(coming, "older");

        assertThat(find("/a")).isEmpty();
        keep("/a", "newer", "Cache-Control: max-age=60");
        assertThat(text(find("/a"))).isEqualTo("newer");
    }

    @Test
    void neverTakesMoreThanItsShareWhateverComes() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            int length = random.nextInt(2 * cache.longestContent());
            begin(cache.pending(Messages.asked("/" + random.nextInt(500))), random.nextBoolean() ? length : -1)
                    .ifPresent(coming -> come(coming, length, random));
            assertThat(cache.weight() + cache.reserved()).isLessThanOrEqualTo(SHARE);
        }

        assertThat(cache.weight()).isPositive();
        assertThat(cache.reserved()).isZero();
    }

    @Test
    void answersThatAreStillComingTakeAQuarterAtMost() {
        int length = cache.longestContent();
        ComingAnswer first = begin(cache.pending(Messages.asked("/1")), length).orElseThrow();
        ComingAnswer second = begin(cache.pending(Messages.asked("/2")), length).orElseThrow();

        assertThat(begin(cache.pending(Messages.asked("/3")), length)).isEmpty();

        first.discard();
        first.discard();
        assertThat(begin(cache.pending(Messages.asked("/3")), length)).isPresent();
        second.discard();
        assertThat(cache.reserved()).isEqualTo(length);
    }

    @Test
    void oneThatIsLongerThanItsLengthSaidIsNotKept() {
        ComingAnswer coming = begin(cache.pending(Messages.asked("/a")), -1).orElseThrow();

        come(coming, cache.longestContent() + 1, new Random(SEED));

        assertThat(find("/a")).isEmpty();
        assertThat(cache.reserved()).isZero();
        assertThat(begin(cache.pending(Messages.asked("/a")), cache.longestContent() + 1))
                .isEmpty();
    }

    @Test
    void sharesAreEqualAndNobodyPushesOutWhatAnotherKeeps() {
        AnswerCache other = caches.of(new LoadBalancerId(2));
        assertThat(caches.share()).isEqualTo(SHARE / 2);
        keep("/kept", "hello", "Cache-Control: max-age=60");

        for (int i = 0; i < 1_000; i++) {
            AnswerCache.Pending asked = other.pending(Messages.asked("/" + i));
            other.begin(asked, 200, Messages.fields("Cache-Control: max-age=60"), () -> HEAD, 1_000)
                    .ifPresent(coming -> complete(coming, "x".repeat(1_000)));
        }

        assertThat(find("/kept")).isPresent();
        assertThat(other.weight()).isBetween(1L, SHARE / 2);
    }

    @Test
    void aBalancerWithoutACacheGivesItsShareBackAndKeepsNothing() {
        keep("/a", "hello", "Cache-Control: max-age=60");
        for (int id = 2; id <= 5; id++) {
            caches.of(new LoadBalancerId(id));
        }
        assertThat(caches.share()).isEqualTo(SHARE / 8);

        for (int id = 1; id <= 4; id++) {
            caches.forget(new LoadBalancerId(id));
            caches.forget(new LoadBalancerId(id));
        }

        assertThat(caches.share()).isEqualTo(SHARE / 2);
        assertThat(caches.size()).isEqualTo(1);
        assertThat(cache.weight()).isZero();
        keep("/a", "hello", "Cache-Control: max-age=60");
        assertThat(find("/a")).isEmpty();
        assertThat(cache.weight()).isZero();
    }

    private void keep(String uri, String content, String... fields) {
        keep(Messages.asked(uri), content, fields);
    }

    private void keep(Asked asked, String content, String... fields) {
        begin(cache.pending(asked), content.length(), fields).ifPresent(coming -> complete(coming, content));
    }

    private Optional<ComingAnswer> begin(AnswerCache.Pending asked, long length, String... fields) {
        String[] all = fields.length == 0 ? new String[] {"Cache-Control: max-age=60"} : fields;
        return cache.begin(asked, 200, Messages.fields(all), () -> HEAD, length);
    }

    private static void complete(ComingAnswer coming, String content) {
        coming.take(Unpooled.copiedBuffer(content, US_ASCII), content.length());
        coming.complete();
    }

    private static void come(ComingAnswer coming, int length, Random random) {
        for (int came = 0; came < length; ) {
            int next = 1 + random.nextInt(length - came);
            coming.take(Unpooled.wrappedBuffer(new byte[next]), next);
            came += next;
        }
        if (random.nextInt(4) > 0) {
            coming.complete();
        } else {
            coming.discard();
        }
    }

    private Optional<KeptAnswer> find(String uri, String... fields) {
        return cache.find(Messages.asked(uri, fields));
    }

    private static String text(Optional<KeptAnswer> kept) {
        return new String(kept.orElseThrow().content(), US_ASCII);
    }

    private void advance(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
