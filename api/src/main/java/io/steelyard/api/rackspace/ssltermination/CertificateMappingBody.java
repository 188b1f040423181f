package io.steelyard.api.rackspace.ssltermination;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.control.ssltermination.NewCertificate;
import io.steelyard.control.ssltermination.NewCertificateMapping;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import io.steelyard.domain.tls.CertificateMapping;
import io.steelyard.domain.tls.HostPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Certificate mappings as requests give them and answers show them, in the later service's form. */
final class CertificateMappingBody {
    private static final String NAME = "certificateMapping";

    private CertificateMappingBody() {}

    /** One to be added. */
    static NewCertificateMapping readNew(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, NAME, violations);
        in.require("hostName");
        return read(in, violations);
    }

    /** What shall be changed of one. */
    static NewCertificateMapping readChange(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        return read(Attributes.unwrapped(body, NAME, violations), violations);
    }

    private static NewCertificateMapping read(Attributes in, List<Violation> violations) {
        Optional<HostPattern> host = in.text(
                        "hostName",
                        HostPattern::isValid,
                        "a host name such as www.example.com, or *.example.com for all of one level")
                .map(HostPattern::new);
        NewCertificate certificate = CertificateAttributes.read(in, "privateKey");
        in.refuse(Rule.IMMUTABLE, "left out: the service sets it", "id");
        in.refuseOthers();
        return new NewCertificateMapping(host, certificate, violations);
    }

    static Representation one(CertificateMapping mapping) {
        ObjectNode body = brief(mapping);
        CertificateAttributes.write(mapping.certificate(), body);
        return Representation.of(NAME, body);
    }

    /** With names alone. */
    static Representation list(List<CertificateMapping> mappings) {
        return Representation.list("certificateMappings", mappings, CertificateMappingBody::brief);
    }

    private static ObjectNode brief(CertificateMapping mapping) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", mapping.id())
                .put("hostName", mapping.host().value());
    }
}
