package io.steelyard.proxy.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.access.AccessType;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccessListTest {
    @Test
    void withoutARuleEverybodyGetsIn() {
        assertThat(admits(List.of(), "10.0.0.1", "2001:db8::1", "0.0.0.0")).containsOnly(true);
    }

    @Test
    void whomNoRuleNamesGetsIn() {
        List<AccessRule> rules = List.of(deny("10.0.0.0/24"));

        assertThat(admits(rules, "10.0.0.0", "10.0.0.255")).containsOnly(false);
        assertThat(admits(rules, "9.255.255.255", "10.0.1.0", "2001:db8::1")).containsOnly(true);
    }

    @Test
    void anAllowOfAnyNetworkBeatsEveryDeny() {
        assertThat(admits(List.of(allow("10.20.30.40"), deny("0.0.0.0/0")), "10.20.30.40"))
                .containsOnly(true);
        assertThat(admits(List.of(allow("10.0.0.0/8"), deny("10.20.30.40")), "10.20.30.40"))
                .containsOnly(true);
        assertThat(admits(List.of(allow("10.20.30.40"), deny("0.0.0.0/0")), "10.20.30.41", "0.0.0.0"))
                .containsOnly(false);
    }

    @Test
    void theFamiliesHaveTheirRulesApart() {
        assertThat(admits(List.of(deny("0.0.0.0/0")), "::1", "2001:db8::1")).containsOnly(true);
        assertThat(admits(List.of(deny("::/0")), "127.0.0.1")).containsOnly(true);
        assertThat(admits(List.of(deny("2001:db8::/32")), "2001:db8:ffff::1")).containsOnly(false);
    }

    @Test
    void anIpv4MappedAddressIsTheIpv4One() {
        List<AccessRule> rules = List.of(deny("::ffff:10.0.0.0/104"));

        assertThat(admits(rules, "10.255.0.1", "::ffff:10.1.2.3")).containsOnly(false);
        assertThat(admits(rules, "11.0.0.1")).containsOnly(true);
    }

    @Test
    void hundredsOfRandomRulesSayWhatALookAtEachOneSays() {
        Random random = new Random(4711);
        for (int round = 0; round < 50; round++) {
            List<AccessRule> rules = randomRules(random, 1 + random.nextInt(100));
            AccessList list = AccessList.of(rules);
            for (int i = 0; i < 200; i++) {
                IpAddress client = randomAddress(random);
                assertThat(list.admits(client.toInetAddress()))
                        .as("%s by %s", client, rules)
                        .isEqualTo(oneByOne(rules, client));
            }
        }
    }

    private static boolean oneByOne(List<AccessRule> rules, IpAddress client) {
        List<AccessType> matching = rules.stream()
                .filter(rule -> rule.network().contains(client))
                .map(AccessRule::type)
                .toList();
        return matching.contains(AccessType.ALLOW) || matching.isEmpty();
    }

    private static List<AccessRule> randomRules(Random random, int count) {
        List<AccessRule> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            IpAddress address = randomAddress(random);
            int length = random.nextInt(address.bytes().length * 8 + 1);
            rules.add(rule(random.nextBoolean() ? AccessType.ALLOW : AccessType.DENY, new Cidr(address, length)));
        }
        return rules;
    }

    /** Of few different octets, so that networks hold each other and clients hit them. */
    private static IpAddress randomAddress(Random random) {
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(8) == 0 ? 0x80 : 0);
        }
        return IpAddress.of(bytes);
    }

    private static List<Boolean> admits(List<AccessRule> rules, String... clients) {
        AccessList list = AccessList.of(rules);
        return Arrays.stream(clients)
                .map(client -> list.admits(InetAddress.ofLiteral(client)))
                .toList();
    }

    private static AccessRule allow(String network) {
        return rule(AccessType.ALLOW, Cidr.require(network));
    }

    private static AccessRule deny(String network) {
        return rule(AccessType.DENY, Cidr.require(network));
    }

    private static AccessRule rule(AccessType type, Cidr network) {
        return new AccessRule(1, type, network.toString(), Instant.EPOCH);
    }
}
