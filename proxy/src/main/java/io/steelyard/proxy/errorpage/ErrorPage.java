package io.steelyard.proxy.errorpage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The HTML page of every 503 that a balancer makes itself (2010 specification, section 4.6). */
public final class ErrorPage {
    /** The page of balancers that have none of their own; spec/errorpage/default.html promises it. */
    public static final ErrorPage DEFAULT = new ErrorPage(resource("default.html"));

    private final byte[] html;

    private ErrorPage(byte[] html) {
        this.html = html;
    }

    /** A page that a tenant gave. */
    public static ErrorPage of(io.steelyard.domain.errorpage.ErrorPage page) {
        return new ErrorPage(page.content().getBytes(StandardCharsets.UTF_8));
    }

    /** In UTF-8; not to be changed. */
    public byte[] html() {
        return html;
    }

    private static byte[] resource(String name) {
        try (InputStream in = ErrorPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this build");
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
