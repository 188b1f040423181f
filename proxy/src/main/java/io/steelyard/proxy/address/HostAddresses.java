package io.steelyard.proxy.address;

import io.steelyard.domain.desired.Bind;
import java.io.IOException;
import java.time.Duration;

/**
 * Sees to it that this host has the addresses that it listens on. All methods may wait, so no event loop may call them.
 */
public interface HostAddresses {
    /** For hosts that have every address without anything being done, or by somebody else's doing. */
    HostAddresses AS_THEY_ARE = new HostAddresses() {
        @Override
        public void take(Bind bind) {}

        @Override
        public void release(Bind bind, Duration drain) {}

        @Override
        public void retainTaken() {}

        @Override
        public void releaseAll() {}
    };

    /**
     * The host has the bind's address when this returns. Taking a bind twice does no more.
     *
     * @throws IOException with a sentence for the operator when it cannot be had
     */
    void take(Bind bind) throws IOException;

    /**
     * A bind is not listened on any more; its address goes when none of its binds is.
     *
     * @param drain how long its open connections may go on
     */
    void release(Bind bind, Duration drain);

    /** Whatever an earlier process took and nobody has taken since goes; called once all that is to be served has been. */
    void retainTaken();

    /** Everything goes, now. */
    void releaseAll();
}
