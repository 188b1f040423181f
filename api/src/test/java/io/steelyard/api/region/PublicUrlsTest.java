package io.steelyard.api.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.domain.region.RegionName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlsTest {
    private static final RegionName ORD = new RegionName("ORD");
    private static final RegionName DFW = new RegionName("DFW");
    private static final URI LISTENER = URI.create("http://127.0.0.1:8080");

    @Test
    void takesTheListenerForARegionWithoutAUrl() {
        PublicUrls urls =
                PublicUrls.of(List.of(ORD, DFW), Map.of(DFW, URI.create("https://dfw.example.net/")), LISTENER);

        assertThat(urls.first()).isEqualTo(ORD);
        assertThat(urls.of(ORD)).isEqualTo("http://127.0.0.1:8080");
        assertThat(urls.of(DFW)).isEqualTo("https://dfw.example.net");
    }

    @Test
    void refusesTwoRegionsAtOneUrl() {
        assertThatThrownBy(() -> PublicUrls.of(List.of(ORD, DFW), Map.of(), LISTENER))
                .hasMessageContaining("region DFW needs a public URL of its own");
    }

    @Test
    void refusesUrlsThatDifferOnlyInSpelling() {
        Map<RegionName, URI> same =
                Map.of(ORD, URI.create("https://LB.example.net"), DFW, URI.create("https://lb.example.net:443"));

        assertThatThrownBy(() -> PublicUrls.of(List.of(ORD, DFW), same, LISTENER))
                .hasMessageContaining("of its own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://lb.example.net", "http://lb.example.net/path", "lb.example.net", "/x", "http:x"})
    void refusesWhatIsNoBaseUrl(String url) {
        assertThatThrownBy(() -> PublicUrls.of(List.of(ORD), Map.of(ORD, URI.create(url)), LISTENER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http[s]://HOST[:PORT]");
    }
}
