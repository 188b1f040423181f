package io.steelyard.control.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.control.accesslog.LogStore;
import io.steelyard.domain.account.TenantId;
import io.steelyard.testkit.accesslog.LogStoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersTest extends LogStoreContract {
    private static final TenantId TENANT = new TenantId(1001);

    @TempDir
    private Path root;

    @Override
    protected LogStore store() {
        return containers();
    }

    @Override
    protected byte[] content(TenantId tenant, String container, String object) throws IOException {
        try (InputStream in = containers().read(tenant, container, object)) {
            return in.readAllBytes();
        }
    }

    @Test
    void countsWhatIsThere() throws IOException {
        containers().put(TENANT, "c", "a.zip", file("123"));
        containers().put(TENANT, "c", "b.zip", file("12345"));

        assertThat(containers().list(TENANT)).containsExactly(new StoredContainer("c", 2, 8));
        assertThat(containers().find(TENANT, "c", "a.zip").orElseThrow().etag())
                .isEqualTo("202cb962ac59075b964b07152d234b70");
    }

    @Test
    void whatIsDeletedIsGone() throws IOException {
        containers().put(TENANT, "c", "a.zip", file("123"));

        assertThatThrownBy(() -> containers().delete(TENANT, "c")).isInstanceOf(IOException.class);
        assertThat(containers().delete(TENANT, "c", "a.zip")).isTrue();
        assertThat(containers().delete(TENANT, "c", "a.zip")).isFalse();
        containers().delete(TENANT, "c");

        assertThat(containers().list(TENANT)).isEmpty();
    }

    @Test
    void noNameLeadsOutside() throws IOException {
        Files.writeString(root.resolve("outside"), "secret");

        assertThat(containers().find(TENANT, "..", "outside")).isEmpty();
        assertThat(containers().find(TENANT, "../..", "outside")).isEmpty();
        assertThatThrownBy(() -> containers().read(TENANT, "..", "outside"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> containers().put(TENANT, "c", ".md5.a", file("")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Containers containers() {
        return new Containers(root.resolve("containers"));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(root.resolve("file"), content);
    }
}
