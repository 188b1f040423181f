package io.steelyard.server.settings;

import io.steelyard.domain.virtualip.IpAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name server that is told of names, by its address. */
public record DnsUpdateSetting(InetSocketAddress server, Optional<Key> key) {
    private static final int USUAL_PORT = 53;
    private static final int LONGEST_NAME = 253;
    private static final Pattern KEY =
            Pattern.compile("((?:[A-Za-z0-9_-]{1,63}\\.)*[A-Za-z0-9_-]{1,63}):([A-Za-z0-9+/]{16,}={0,2})");

    /** What updates are signed with, by HMAC-SHA256 (RFC 8945). */
    public record Key(String name, Secret secret) {
        /** In octets. */
        public byte[] octets() {
            return Base64.getDecoder().decode(secret.value());
        }
    }

    /** @throws SettingException when there is a key without a server, or a server without names to tell it of */
    static Optional<DnsUpdateSetting> of(SettingSources sources) {
        Optional<Key> key = RunSettings.optional(sources, Setting.DNS_TSIG, DnsUpdateSetting::key);
        Optional<DnsUpdateSetting> update = RunSettings.optional(sources, Setting.DNS_UPDATE, DnsUpdateSetting::server)
                .map(server -> new DnsUpdateSetting(server, key));
        require(key.isEmpty() || update.isPresent(), Setting.DNS_TSIG, Setting.DNS_UPDATE);
        require(
                update.isEmpty() || sources.optional(Setting.DNS_ZONE).isPresent(),
                Setting.DNS_UPDATE,
                Setting.DNS_ZONE);
        return update;
    }

    private static void require(boolean there, Setting given, Setting needed) {
        if (!there) {
            throw new SettingException(given.flag() + " needs " + needed.flag());
        }
    }

    private static InetSocketAddress server(String text) {
        return IpAddress.parse(text)
                .map(address -> new InetSocketAddress(address.toInetAddress(), USUAL_PORT))
                .orElseGet(() -> NameServerSetting.parse(text));
    }

    private static Key key(String text) {
        Matcher key = KEY.matcher(text);
        if (!key.matches()
                || key.group(1).length() > LONGEST_NAME
                || key.group(2).length() % 4 != 0) {
            throw new IllegalArgumentException(
                    "a key is written NAME:SECRET, the secret in Base64 as tsig-keygen prints it");
        }
        return new Key(key.group(1), new Secret(key.group(2)));
    }
}
