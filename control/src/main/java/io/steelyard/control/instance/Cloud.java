package io.steelyard.control.instance;

import io.steelyard.domain.instance.Instance;
import java.io.IOException;
import java.util.List;

/** A cloud that knows which servers it has. Used by one thread at a time. */
public interface Cloud extends AutoCloseable {
    /**
     * All of them that have an address, each once, in any order; those that it has ended are not among them.
     *
     * @throws IOException when it does not tell all of them: from a part nothing follows
     */
    List<Instance> instances() throws IOException;

    @Override
    void close();
}
