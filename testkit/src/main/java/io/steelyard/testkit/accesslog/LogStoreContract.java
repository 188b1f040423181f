package io.steelyard.testkit.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.accesslog.LogStore;
import io.steelyard.domain.account.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link LogStore} does. */
public abstract class LogStoreContract {
    private static final String CONTAINER = "lb_7_my-shop_Nov_2026";
    private static final String OBJECT = "lb_7_my-shop_2026112111.zip";

    @TempDir
    private Path files;

    /** Empty, or without objects of these names. */
    protected abstract LogStore store() throws IOException;

    /** What an object of a tenant holds, as somebody else reads it. */
    protected abstract byte[] content(TenantId tenant, String container, String object) throws IOException;

    @Test
    void keepsWhatItIsGiven() throws IOException {
        byte[] content = new byte[200_000];
        new Random(1).nextBytes(content);

        store().put(new TenantId(1001), CONTAINER, OBJECT, file(content));

        assertThat(content(new TenantId(1001), CONTAINER, OBJECT)).isEqualTo(content);
    }

    @Test
    void keepsOneOfEachName() throws IOException {
        LogStore store = store();
        store.put(new TenantId(1001), CONTAINER, "again.zip", file("first".getBytes(US_ASCII)));
        store.put(new TenantId(1001), CONTAINER, "again.zip", file("second".getBytes(US_ASCII)));

        assertThat(content(new TenantId(1001), CONTAINER, "again.zip"))
                .asString()
                .isEqualTo("second");
    }

    @Test
    void keepsTenantsApart() throws IOException {
        LogStore store = store();
        store.put(new TenantId(1001), CONTAINER, "mine.zip", file("one".getBytes(US_ASCII)));
        store.put(new TenantId(2002), CONTAINER, "mine.zip", file("two".getBytes(US_ASCII)));

        assertThat(content(new TenantId(1001), CONTAINER, "mine.zip"))
                .asString()
                .isEqualTo("one");
        assertThat(content(new TenantId(2002), CONTAINER, "mine.zip"))
                .asString()
                .isEqualTo("two");
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(files, "log", ".zip"), content);
    }
}
