package io.steelyard.bench.target;

import java.io.IOException;

/** Something that was started to be measured, and that ends with {@link #close}. */
public interface Measurable extends AutoCloseable {
    /** @param name in reports */
    Target target(String name) throws IOException, InterruptedException;

    @Override
    void close() throws IOException, InterruptedException;
}
