package io.steelyard.proxy.cache;

import java.util.concurrent.TimeUnit;

/** An answer that came whole. Its octets are never changed. Any thread. */
public final class KeptAnswer {
    /** What it takes beside its octets, roughly. */
    private static final int OVERHEAD = 256;

    private final int status;
    private final byte[] head;
    private final byte[] content;
    /** {@link Asked#encoding} of the requests that it is for, where it is not for all. */
    private final String encoding;

    private final Validity validity;
    private final long receivedAt;

    /**
     * @param head status line and fields, each with its line's end, without the empty line and without what says where
     *     the content ends
     * @param encoding as {@link Asked#encoding}
     * @param receivedAt in monotonic time
     */
    KeptAnswer(int status, byte[] head, byte[] content, String encoding, Validity validity, long receivedAt) {
        this.status = status;
        this.head = head;
        this.content = content;
        this.encoding = encoding;
        this.validity = validity;
        this.receivedAt = receivedAt;
    }

    public int status() {
        return status;
    }

    /** Status line and fields, each with its line's end, without the framing, Age and the empty line. */
    public byte[] head() {
        return head;
    }

    public byte[] content() {
        return content;
    }

    /** The seconds since it was made or confirmed, as Age tells them. */
    public long age(long nanoTime) {
        return validity.age().toSeconds() + TimeUnit.NANOSECONDS.toSeconds(nanoTime - receivedAt);
    }

    boolean isFresh(long nanoTime) {
        return age(nanoTime) < validity.lifetime().toSeconds();
    }

    boolean satisfies(Asked asked, long nanoTime) {
        long age = age(nanoTime);
        return isFor(asked.encoding())
                && age < validity.lifetime().toSeconds() - asked.minFresh()
                && age <= asked.maxAge();
    }

    boolean isFor(String acceptEncoding) {
        return !validity.byEncoding() || encoding.equals(acceptEncoding);
    }

    /** Whether it takes the place of another one of the same URI. */
    boolean replaces(KeptAnswer other) {
        return !validity.byEncoding() || other.isFor(encoding);
    }

    /** In octets. */
    int weight() {
        return head.length + content.length + encoding.length() + OVERHEAD;
    }
}
