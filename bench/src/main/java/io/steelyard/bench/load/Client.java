package io.steelyard.bench.load;

import java.io.IOException;
import java.net.URI;

/** A program that loads a target and counts. */
public interface Client {
    /**
     * Loads one URL and waits until that is done.
     *
     * @throws IOException when nothing could be measured: no connection, no answer at all, no end in time
     */
    LoadResult run(URI url, Load load) throws IOException, InterruptedException;
}
