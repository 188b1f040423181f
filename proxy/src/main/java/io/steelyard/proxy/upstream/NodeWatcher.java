package io.steelyard.proxy.upstream;

/** Hears when a node's {@link NodeState#availability()} has changed. */
public interface NodeWatcher {
    /** Deaf. */
    NodeWatcher NONE = _ -> {};

    /**
     * It has changed. Called by whichever thread found out, event loops included, so it must not wait. Two changes may be
     * told at the same time: who hears it reads the state as it is now.
     */
    void changed(NodeState node);
}
