package io.steelyard.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.steelyard.control.accesslog.BucketOwners;
import io.steelyard.domain.account.TenantId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogSettingsTest {
    private static final String S3 = "s3:http://127.0.0.1:9000/logs";

    @TempDir
    private Path directory;

    @Test
    void logsAreDeliveredHourlyToTheDataDirectory() {
        assertThat(settings(Map.of()))
                .isEqualTo(new LogSettings(Duration.ofHours(1), new LogSettings.Disk(), BucketOwners.NONE, 1L << 30));
    }

    @Test
    void swiftNeedsAUserAndItsKeyWhichNobodySees() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), "s3cret\n");

        LogSettings settings = settings(Map.of(
                Setting.LOG_STORE, "swift:https://swift.example/auth/v1.0",
                Setting.LOG_STORE_USER, "service:logs",
                Setting.LOG_STORE_KEY, "@" + key,
                Setting.LOG_STORE_ACCOUNT, "AUTH_{tenant}"));

        assertThat(settings.target())
                .isEqualTo(new LogSettings.Swift(
                        URI.create("https://swift.example/auth/v1.0"),
                        "service:logs",
                        new Secret("s3cret"),
                        Optional.of("AUTH_{tenant}")));
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void s3NamesItsBucketInTheUrl() {
        LogSettings settings = settings(Map.of(
                Setting.LOG_STORE, "s3:http://127.0.0.1:9000/logs",
                Setting.LOG_STORE_USER, "id",
                Setting.LOG_STORE_KEY, "key"));

        assertThat(settings.target())
                .isEqualTo(new LogSettings.S3(
                        URI.create("http://127.0.0.1:9000"), "logs", "us-east-1", "id", new Secret("key")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "swift:https://swift.example/auth/v1.0",
                "s3:https://s3.example/logs",
                "s3:https://s3.example/",
                "swift:ftp://swift.example/auth",
                "swift:",
                "tape"
            })
    void refusesAStoreThatCannotBeUsed(String store) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(Map.of(Setting.LOG_STORE, store)))
                .withMessageStartingWith("--log-store " + store + " cannot be used: it ");
    }

    @Test
    void bucketsAreOfOneAccountOrOfEachByItsId() {
        LogSettings settings = settings(S3, "shop=1001", "blog=2002", "logs-{tenant}");

        assertThat(settings.buckets())
                .isEqualTo(new BucketOwners(
                        Map.of("shop", new TenantId(1001), "blog", new TenantId(2002)), Optional.of("logs-{tenant}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "shop=",
                "shop=0",
                "shop=x",
                "sh/op=1",
                "logs=1001",
                "log{tenant}",
                "{tenant}-{tenant}",
                "twice=1,twice=2",
                "a-{tenant},b-{tenant}"
            })
    void refusesABucketThatCannotBeGivenAway(String texts) {
        String store = texts.equals("log{tenant}") ? "s3:http://127.0.0.1:9000/log7" : S3;

        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings(store, texts.split(",")))
                .withMessageStartingWith("--log-bucket ");
    }

    @Test
    void bucketsNeedS3() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings("disk", "shop=1001"))
                .withMessage("--log-bucket shop=1001 cannot be used: it needs --log-store s3:URL/BUCKET too");
    }

    private static LogSettings settings(String store, String... buckets) {
        Map<Setting, List<String>> given = new EnumMap<>(Map.of(
                Setting.LOG_STORE, List.of(store),
                Setting.LOG_STORE_USER, List.of("id"),
                Setting.LOG_STORE_KEY, List.of("key"),
                Setting.LOG_BUCKET, List.of(buckets)));
        return LogSettings.of(SettingSources.of(given, Map.of(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"5m, 300", "30s, 30", "1s, 1", "1h, 3600"})
    void aPeriodDividesAnHour(String text, int seconds) {
        assertThat(settings(Map.of(Setting.LOG_PERIOD, text)).period()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7m", "0s", "2h", "500ms", "hourly"})
    void refusesAnotherPeriod(String text) {
        assertThatExceptionOfType(SettingException.class).isThrownBy(() -> settings(Map.of(Setting.LOG_PERIOD, text)));
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "2k, 2048", "500m, 524288000", "2g, 2147483648"})
    void readsSizes(String text, long octets) {
        assertThat(settings(Map.of(Setting.LOG_QUOTA, text)).quotaOctets()).isEqualTo(octets);
    }

    private static LogSettings settings(Map<Setting, String> flags) {
        Map<Setting, List<String>> given = new EnumMap<>(Setting.class);
        flags.forEach((setting, value) -> given.put(setting, List.of(value)));
        return LogSettings.of(SettingSources.of(given, Map.of(), Optional.empty()));
    }
}
