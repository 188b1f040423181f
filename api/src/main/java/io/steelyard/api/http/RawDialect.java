package io.steelyard.api.http;

/** A dialect that is no tree of resources: all that it has to say of a request depends on parameters and signatures. */
public interface RawDialect {
    /** Whether anything at this path could be for this dialect; asked of every request, before {@link #takes}. */
    boolean isAt(String path);

    /**
     * Whether a request at such a path is for this dialect. Others go on to the resources.
     *
     * @param head without its body
     */
    boolean takes(RawRequest head);

    /** Answers a request that it takes, on the request's own thread. */
    RawAnswer answer(RawRequest request);

    /** The answer to one whose body is larger than {@code limit} octets. */
    RawAnswer tooLarge(int limit);
}
