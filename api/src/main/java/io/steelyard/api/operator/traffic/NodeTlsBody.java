package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.control.ssltermination.NewCertificate;
import io.steelyard.domain.refusal.Violation.Rule;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.tls.ServerCertificate;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.domain.traffic.NodeTls;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code {"authorities":"-----BEGIN CERTIFICATE-----…","serverName":"nodes.example.com"}}. The key of what nodes are shown is
 * read, and never written. Whoever asks for no proof has to say so: {@code {"unverified":true}}.
 */
final class NodeTlsBody {
    private static final String AUTHORITIES = "authorities";
    private static final String PUBLIC_KEYS = "publicKeys";
    private static final String UNVERIFIED = "unverified";
    private static final String SERVER_NAME = "serverName";
    private static final String LEAST_VERSION = "leastVersion";
    private static final String CERTIFICATE = "certificate";
    private static final String PRIVATE_KEY = "privateKey";
    private static final String INTERMEDIATES = "intermediateCertificate";

    private NodeTlsBody() {}

    static ObjectNode write(NodeTls option) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        option.authorities().ifPresent(authorities -> body.put(AUTHORITIES, authorities));
        if (!option.publicKeys().isEmpty()) {
            body.put(PUBLIC_KEYS, PublicKeys.write(option.publicKeys()));
        }
        if (!option.asksForProof()) {
            body.put(UNVERIFIED, true);
        }
        option.serverName().ifPresent(name -> body.put(SERVER_NAME, name));
        body.put(LEAST_VERSION, option.leastVersion().name());
        option.identity().ifPresent(identity -> write(identity, body));
        return body;
    }

    private static void write(ServerCertificate identity, ObjectNode body) {
        body.put(CERTIFICATE, identity.certificate());
        identity.intermediates().ifPresent(chain -> body.put(INTERMEDIATES, chain));
    }

    /** All but what nodes are shown. */
    static Optional<NodeTls> read(Attributes in) {
        in.ignore(CERTIFICATE, PRIVATE_KEY, INTERMEDIATES);
        Optional<String> authorities = AuthoritiesText.read(in, AUTHORITIES);
        List<String> keys = PublicKeys.read(in, PUBLIC_KEYS);
        boolean unverified = in.truth(UNVERIFIED).orElse(false);
        if (unverified) {
            in.refuse(Rule.NOT_ALLOWED, "left out where nothing is verified", AUTHORITIES, PUBLIC_KEYS);
        } else if (!in.has(PUBLIC_KEYS)) {
            in.require(AUTHORITIES);
        }
        Optional<String> serverName =
                in.text(SERVER_NAME, NodeTls::isHost, "a host name such as nodes.example.com, in ASCII");
        Optional<TlsVersion> least = in.choice(LEAST_VERSION, List.of(TlsVersion.TLS_12, TlsVersion.TLS_13));
        return Optional.of(
                new NodeTls(authorities, keys, serverName, least.orElse(TlsVersion.TLS_12), Optional.empty()));
    }

    /** What nodes are shown. */
    static NewCertificate readIdentity(Attributes in) {
        return new NewCertificate(
                in.path(),
                NewCertificate.Names.withKey(PRIVATE_KEY),
                pem(in, CERTIFICATE),
                pem(in, PRIVATE_KEY).map(Secret::new),
                pem(in, INTERMEDIATES).filter(text -> !text.isBlank()));
    }

    private static Optional<String> pem(Attributes in, String name) {
        return in.text(name, _ -> true, "text in PEM");
    }
}
