package io.steelyard.api.rackspace.errorpage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page of balancers that have none of their own: {@code spec/errorpage/default.html}. */
final class DefaultPage {
    static final String CONTENT = read();

    private DefaultPage() {}

    private static String read() {
        try (InputStream in = DefaultPage.class.getResourceAsStream("/io/steelyard/spec/errorpage/default.html")) {
            if (in == null) {
                throw new IllegalStateException("default.html is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
