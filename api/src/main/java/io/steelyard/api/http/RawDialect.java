package io.steelyard.api.http;

/** A dialect that is no tree of resources: all that it has to say of a request depends on parameters and signatures. */
public interface RawDialect {
    /**
     * Whether a request is for this dialect. Others go on to the resources.
     *
     * @param head without its body
     */
    boolean takes(RawRequest head);

    /** Answers a request that it takes, on the request's own thread. */
    RawAnswer answer(RawRequest request);

    /** The answer to one whose body is larger than {@code limit} octets. */
    RawAnswer tooLarge(int limit);
}
