package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where nodes see connections come from. */
class SourceAddressesTest {
    @ParameterizedTest
    @EnumSource
    void areShownWithTheDetails(Format format) {
        try (RunningApi api = RunningApi.start()) {
            int id = api.client().activeLoadBalancer();

            Answer details = api.send(api.client()
                    .request("/loadbalancers/" + id + "." + format.name().toLowerCase(Locale.ROOT)));

            Map<String, String> values =
                    format == Format.XML ? Values.ofXmlAsJson(details.body()) : Values.ofJson(details.body());
            assertThat(values)
                    .containsEntry("/loadBalancer/sourceAddresses/ipv4Public", "203.0.113.2")
                    .containsEntry(
                            "/loadBalancer/sourceAddresses/ipv6Public", "2001:0db8:0000:0000:0000:0000:0000:0002")
                    .containsEntry("/loadBalancer/sourceAddresses/ipv4Servicenet", "10.1.0.2")
                    .doesNotContainKey("/loadBalancer/sourceAddresses/ipv6Servicenet");
        }
    }
}
