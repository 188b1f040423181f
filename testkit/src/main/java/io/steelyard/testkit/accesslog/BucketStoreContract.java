package io.steelyard.testkit.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.control.accesslog.BucketStore;
import io.steelyard.control.accesslog.LogRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link BucketStore} does. */
public abstract class BucketStoreContract {
    protected static final String BUCKET = "shop-logs";
    protected static final String OTHER = "other-logs";
    private static final String KEY = "my-app~1/AWSLogs/1001/elasticloadbalancing/us-east-1/2026/11/21/1001_x_a2b3.log";

    @TempDir
    private Path files;

    /** With {@link #BUCKET} and {@link #OTHER}, without objects of these keys, and without other buckets. */
    protected abstract BucketStore store() throws IOException;

    /** What an object holds, as somebody else reads it. */
    protected abstract byte[] content(String bucket, String key) throws IOException;

    @Test
    void keepsWhatItIsGiven() throws IOException {
        byte[] content = new byte[200_000];
        new Random(1).nextBytes(content);

        store().put(BUCKET, KEY, file(content));

        assertThat(content(BUCKET, KEY)).isEqualTo(content);
    }

    @Test
    void keepsOneOfEachKey() throws IOException {
        BucketStore store = store();
        store.put(BUCKET, "a/again", file("first".getBytes(US_ASCII)));
        store.put(BUCKET, "a/again", file("second".getBytes(US_ASCII)));

        assertThat(content(BUCKET, "a/again")).asString().isEqualTo("second");
    }

    @Test
    void keepsBucketsApart() throws IOException {
        BucketStore store = store();
        store.put(BUCKET, "mine", file("one".getBytes(US_ASCII)));
        store.put(OTHER, "mine", file("two".getBytes(US_ASCII)));

        assertThat(content(BUCKET, "mine")).asString().isEqualTo("one");
        assertThat(content(OTHER, "mine")).asString().isEqualTo("two");
    }

    @Test
    void refusesABucketThatIsNotThere() throws IOException {
        Path file = file(new byte[1]);

        assertThatThrownBy(() -> store().put("missing-logs", KEY, file)).isInstanceOf(LogRefusedException.class);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(files, "log", ".log"), content);
    }
}
