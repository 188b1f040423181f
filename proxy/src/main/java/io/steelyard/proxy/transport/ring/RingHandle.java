package io.steelyard.proxy.transport.ring;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;

/** What a {@link RingIoHandler} tells of operations: a channel's own end of it. */
interface RingHandle extends IoHandle {
    /**
     * An operation has a result.
     *
     * @param operation as it was named when it was asked for
     * @param result what the system call would have returned: an error number, negated, when it failed
     * @param flags what else the kernel says of it
     */
    void completed(int operation, int result, int flags);

    /** Never called: results come one by one, without an object each. */
    @Override
    default void handle(IoRegistration registration, IoEvent event) {
        throw new UnsupportedOperationException("results come to completed()");
    }

    @Override
    void close();
}
