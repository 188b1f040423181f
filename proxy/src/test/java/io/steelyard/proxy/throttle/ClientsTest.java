package io.steelyard.proxy.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.throttle.ConnectionThrottle;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The four numbers at their borders, by a clock that the test moves. */
class ClientsTest {
    private static final long CLIENT = client("10.0.0.1");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Clients clients = new Clients();

    @Test
    void asManyAtOnceAsTheMaximumSaysAndOneMoreWhenOneHasGone() {
        ConnectionThrottle rules = rules(0, 3, 0, 1);

        assertThat(admitted(rules, 5, 0)).isEqualTo(3);
        clients.release(CLIENT, rules, 0);

        assertThat(admitted(rules, 5, 0)).isEqualTo(1);
    }

    @Test
    void asManyInAnIntervalAsTheRateSaysAndAsManyInTheNext() {
        ConnectionThrottle rules = rules(0, 0, 3, 2);

        assertThat(cameAndWent(rules, 10, 0)).isEqualTo(3);
        assertThat(cameAndWent(rules, 10, 2 * SECOND - 1)).isZero();
        assertThat(cameAndWent(rules, 10, 2 * SECOND)).isEqualTo(3);
    }

    @Test
    void belowTheMinimumARateDoesNotCount() {
        ConnectionThrottle rules = rules(2, 0, 3, 60);

        assertThat(cameAndWent(rules, 100, 0)).isEqualTo(100);
        // Two at once are free, three more are of the interval.
        assertThat(admitted(rules, 10, 0)).isEqualTo(5);
    }

    @Test
    void theMaximumRulesWhereTheMinimumIsAboveIt() {
        assertThat(admitted(rules(100, 10, 50, 60), 20, 0)).isEqualTo(10);
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(admitted(rules(0, 0, 0, 1), 1_000, 0)).isEqualTo(1_000);
    }

    @Test
    void eachClientIsCountedAlone() {
        ConnectionThrottle rules = rules(0, 1, 0, 1);
        admitted(rules, 1, 0);

        assertThat(clients.admit(client("10.0.0.2"), rules, 0)).isTrue();
        assertThat(clients.admit(CLIENT, rules, 0)).isFalse();
    }

    @Test
    void anIpv6ClientIsAll64BitsOfHosts() {
        assertThat(client("2001:db8::1")).isEqualTo(client("2001:db8::ffff:ffff:ffff:ffff"));
        assertThat(client("2001:db8::1")).isNotEqualTo(client("2001:db8:0:1::1"));
        assertThat(client("::ffff:10.0.0.1")).isEqualTo(CLIENT);
        assertThat(client("::a00:1")).isNotEqualTo(CLIENT);
    }

    @Test
    void theRulesMayChangeUnderOpenConnections() {
        assertThat(admitted(rules(0, 3, 0, 1), 3, 0)).isEqualTo(3);

        assertThat(admitted(rules(0, 5, 0, 1), 5, 0)).isEqualTo(2);
    }

    @Test
    void whoHasNothingAndDidNothingLatelyIsForgotten() {
        ConnectionThrottle rules = rules(0, 5, 0, 1);

        cameAndWent(rules, 3, 0);

        assertThat(clients.size()).isZero();
    }

    @Test
    void aFloodOfAddressesTakesBoundedMemoryAndLeavesTheConnectedKnown() {
        ConnectionThrottle rules = rules(0, 1, 1, 3600);
        assertThat(clients.admit(CLIENT, rules, 0)).isTrue();

        for (int i = 0; i < 100_000; i++) {
            if (clients.admit(i, rules, 0)) {
                clients.release(i, rules, 0);
            }
        }

        assertThat(clients.size()).isLessThanOrEqualTo(Clients.STRIPES * Stripe.REMEMBERED + 1);
        assertThat(clients.admit(CLIENT, rules, 0)).isFalse();
    }

    @Test
    void onlySoManyRefusedOnesAreToldAtATime() {
        int told = 0;
        while (clients.mayTell()) {
            told++;
        }
        clients.told();

        assertThat(told).isEqualTo(Clients.TOLD);
        assertThat(clients.mayTell()).isTrue();
    }

    private int admitted(ConnectionThrottle rules, int tries, long nanoTime) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += clients.admit(CLIENT, rules, nanoTime) ? 1 : 0;
        }
        return admitted;
    }

    private int cameAndWent(ConnectionThrottle rules, int tries, long nanoTime) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            if (clients.admit(CLIENT, rules, nanoTime)) {
                admitted++;
                clients.release(CLIENT, rules, nanoTime);
            }
        }
        return admitted;
    }

    private static ConnectionThrottle rules(int min, int max, int rate, int seconds) {
        return new ConnectionThrottle(min, max, rate, Duration.ofSeconds(seconds));
    }

    private static long client(String address) {
        return Clients.client(InetAddress.ofLiteral(address));
    }
}
