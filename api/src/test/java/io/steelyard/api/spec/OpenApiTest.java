package io.steelyard.api.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openapiparser.OpenApiParser;
import io.openapiparser.OpenApiResult;
import io.openapiparser.OpenApiVersion;
import io.openapiprocessor.jackson.JacksonConverter;
import io.openapiprocessor.jsonschema.reader.UriReader;
import io.openapiprocessor.jsonschema.schema.DocumentLoader;
import io.openapiprocessor.jsonschema.schema.DocumentStore;
import io.openapiprocessor.jsonschema.schema.SchemaStore;
import io.openapiprocessor.jsonschema.validator.Validator;
import io.steelyard.api.WireContract;
import io.steelyard.control.usage.SslMode;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeStatus;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
    private static final Path SPEC = Path.of("..", "spec", "rackspace");

    static Stream<Arguments> enums() {
        return Stream.of(
                Arguments.of("Protocol", "ProtocolName", Protocol.values()),
                Arguments.of("Algorithm", "AlgorithmName", Algorithm.values()),
                Arguments.of("Status", "Status", Status.values()),
                Arguments.of("Condition", "Condition", Condition.values()),
                Arguments.of("NodeStatus", "NodeStatus", NodeStatus.values()),
                Arguments.of("NodeType", "NodeType", NodeType.values()),
                Arguments.of("VipType", "VipType", VipType.values()),
                Arguments.of("SslMode", "SslMode", SslMode.values()),
                Arguments.of("IpVersion", "IpVersion", IpVersion.values()));
    }

    @Test
    void isOpenApi() {
        DocumentLoader loader = new DocumentLoader(new UriReader(), new JacksonConverter());
        OpenApiParser parser = new OpenApiParser(new DocumentStore(), loader);

        OpenApiResult result = parser.parse(
                SPEC.resolve("openapi.json").toAbsolutePath().normalize().toUri());

        assertThat(result.getVersion()).isEqualTo(OpenApiVersion.V31);
        assertThat(result.validate(new Validator(), new SchemaStore(loader)))
                .as("%s", result.getValidationErrors())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("enums")
    void namesWhatTheServiceNames(String schema, String type, Enum<?>[] values) throws IOException {
        List<String> names = Arrays.stream(values).map(Enum::name).toList();

        JsonNode listed = WireContract.openApi().at("/components/schemas/" + schema + "/enum");

        assertThat(listed.values()).extracting(JsonNode::stringValue).containsExactlyInAnyOrderElementsOf(names);
        assertThat(enumeration(type)).containsExactlyInAnyOrderElementsOf(names);
    }

    private static List<String> enumeration(String type) throws IOException {
        String xsd = Files.readString(SPEC.resolve("loadbalancers.xsd"));
        String definition = xsd.substring(xsd.indexOf("<xs:simpleType name=\"" + type + "\">"));
        return definition
                .substring(0, definition.indexOf("</xs:simpleType>"))
                .lines()
                .filter(line -> line.contains("xs:enumeration"))
                .map(line -> line.replaceAll(".*value=\"([^\"]+)\".*", "$1"))
                .toList();
    }
}
