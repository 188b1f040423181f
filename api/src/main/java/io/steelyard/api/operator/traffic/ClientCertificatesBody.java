package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.traffic.ClientCertificates;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {"authorities":"-----BEGIN CERTIFICATE-----…"}}. */
final class ClientCertificatesBody {
    private static final String AUTHORITIES = "authorities";

    private ClientCertificatesBody() {}

    static ObjectNode write(ClientCertificates option) {
        return JsonNodeFactory.instance.objectNode().put(AUTHORITIES, option.authorities());
    }

    static Optional<ClientCertificates> read(Attributes in) {
        in.require(AUTHORITIES);
        return AuthoritiesText.read(in, AUTHORITIES).map(ClientCertificates::new);
    }
}
