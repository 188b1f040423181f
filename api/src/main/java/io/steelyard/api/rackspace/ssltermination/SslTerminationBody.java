package io.steelyard.api.rackspace.ssltermination;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.control.ssltermination.NewCertificate;
import io.steelyard.control.ssltermination.SslTerminationChange;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.Tls;
import io.steelyard.domain.tls.TlsVersion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** SSL termination as requests give it and answers show it, in the later service's form. */
public final class SslTerminationBody {
    /** What it is called within a balancer. */
    public static final String NAME = "sslTermination";

    private static final String KEY = "privatekey";
    private static final String VERSIONS = "securityProtocols";
    private static final String VERSION_NAME = "securityProtocolName";
    private static final String VERSION_STATUS = "securityProtocolStatus";

    /** Whether a version is spoken. */
    enum Switch {
        ENABLED,
        DISABLED
    }

    private SslTerminationBody() {}

    static SslTerminationChange read(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        return read(Attributes.unwrapped(body, NAME, violations), violations);
    }

    /**
     * That of a balancer to be made.
     *
     * @param violations of the balancer, which get those of this too
     */
    public static Optional<SslTerminationChange> of(Attributes loadBalancer) {
        return loadBalancer.object(NAME).map(in -> read(in, List.of()));
    }

    private static SslTerminationChange read(Attributes in, List<Violation> violations) {
        Optional<Boolean> enabled = in.truth("enabled");
        Optional<Port> port = in.number("securePort", Port::isValid, "a whole number from 1 to 65535")
                .map(Port::new);
        Optional<Boolean> only = in.truth("secureTrafficOnly");
        NewCertificate certificate = CertificateAttributes.read(in, KEY);
        Map<TlsVersion, Boolean> versions = versions(in);
        Optional<CipherProfile> ciphers = in.choice("cipherProfile", CipherProfile.class);
        in.refuse(Rule.IMMUTABLE, "left out: it has a resource of its own", "certificateMappings");
        in.refuseOthers();
        return new SslTerminationChange(in.path(), enabled, port, only, certificate, versions, ciphers, violations);
    }

    private static Map<TlsVersion, Boolean> versions(Attributes in) {
        Map<TlsVersion, Boolean> versions = new EnumMap<>(TlsVersion.class);
        for (Attributes item : in.list(VERSIONS, "securityProtocol")) {
            item.require(VERSION_NAME, VERSION_STATUS);
            Optional<TlsVersion> version = item.choice(VERSION_NAME, TlsVersion.class);
            Optional<Switch> status = item.choice(VERSION_STATUS, Switch.class);
            item.refuseOthers();
            version.ifPresent(name -> status.ifPresent(given -> versions.put(name, given == Switch.ENABLED)));
        }
        return versions;
    }

    static Representation one(Listener secure) {
        return Representation.of(NAME, write(secure));
    }

    /** Everything but the key. */
    public static ObjectNode write(Listener secure) {
        Tls tls = secure.tls().orElseThrow();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("enabled", tls.enabled())
                .put("securePort", secure.port().value())
                .put("secureTrafficOnly", tls.exclusive());
        CertificateAttributes.write(tls.certificate(), body);
        body.put("cipherProfile", tls.ciphers().toString());
        return body.set(VERSIONS, versions(tls));
    }

    private static ArrayNode versions(Tls tls) {
        ArrayNode versions = JsonNodeFactory.instance.arrayNode();
        for (TlsVersion version : TlsVersion.values()) {
            Switch status = tls.versions().contains(version) ? Switch.ENABLED : Switch.DISABLED;
            versions.addObject().put(VERSION_NAME, version.name()).put(VERSION_STATUS, status.name());
        }
        return versions;
    }

    static Representation ciphers(Tls tls) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        tls.ciphers().suites(tls.versions()).forEach(suite -> list.addObject().put("name", suite));
        return Representation.of("ciphers", list);
    }
}
