package io.steelyard.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.http.HealthResource;
import io.steelyard.api.operator.accesskey.AccessKeyResource;
import io.steelyard.api.operator.account.AccountResource;
import io.steelyard.api.operator.account.UserResource;
import io.steelyard.api.operator.audit.AuditResource;
import io.steelyard.api.operator.closednetwork.ClosedNetworkResource;
import io.steelyard.api.operator.discovery.DiscoveryResource;
import io.steelyard.api.operator.event.EventResource;
import io.steelyard.api.operator.figures.FiguresResource;
import io.steelyard.api.operator.host.HostResource;
import io.steelyard.api.operator.instance.InstanceResource;
import io.steelyard.api.operator.job.JobResource;
import io.steelyard.api.operator.limit.AccountLimitResource;
import io.steelyard.api.operator.limit.AccountRateLimitResource;
import io.steelyard.api.operator.limit.LimitResource;
import io.steelyard.api.operator.limit.RateLimitResource;
import io.steelyard.api.operator.loadbalancer.LoadBalancerResource;
import io.steelyard.api.operator.maintenance.MaintenanceResource;
import io.steelyard.api.operator.metrics.MetricsResource;
import io.steelyard.api.operator.proxy.ProxyResource;
import io.steelyard.api.operator.traffic.TrafficOptionsResource;
import io.steelyard.api.operator.vipblock.VipBlockResource;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written of the operator's API names every operation that there is, and none that is not. */
class OpenApiTest {
    private static final java.nio.file.Path SPEC = java.nio.file.Path.of("../spec/operator/openapi.json");
    private static final List<Class<?>> RESOURCES = List.of(
            LoadBalancerResource.class,
            TrafficOptionsResource.class,
            JobResource.class,
            AccountResource.class,
            UserResource.class,
            AccountLimitResource.class,
            LimitResource.class,
            AccountRateLimitResource.class,
            RateLimitResource.class,
            MaintenanceResource.class,
            VipBlockResource.class,
            ClosedNetworkResource.class,
            InstanceResource.class,
            DiscoveryResource.class,
            AccessKeyResource.class,
            AuditResource.class,
            EventResource.class,
            HostResource.class,
            FiguresResource.class,
            ProxyResource.class,
            MetricsResource.class,
            HealthResource.class);

    private final JsonNode spec = read();

    @Test
    void namesEveryOperation() {
        Set<String> written = new TreeSet<>();
        spec.path("paths")
                .forEachEntry((path, verbs) -> verbs.propertyNames().forEach(verb -> written.add(verb + " " + path)));

        Set<String> built = new TreeSet<>();
        RESOURCES.forEach(resource -> operations(resource).forEach(built::add));

        assertThat(written).isEqualTo(built);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(spec.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(spec.at(reference.substring(1)).isMissingNode())
                                .isFalse());
    }

    private static Stream<String> operations(Class<?> resource) {
        String base = resource.getAnnotation(Path.class).value();
        return Stream.of(resource.getDeclaredMethods())
                .flatMap(method -> Stream.of(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(verb -> verb != null)
                        .map(verb -> verb.value().toLowerCase(Locale.ROOT) + " " + base + path(method)));
    }

    private static String path(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : "/" + path.value();
    }

    private static JsonNode read() {
        try {
            return new JsonMapper().readTree(Files.readAllBytes(SPEC));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
