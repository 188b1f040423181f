package io.steelyard.domain.monitor;

import java.util.Optional;

/** What is asked of a node to learn whether it works (2010 specification, section 4.10). */
public sealed interface Check {
    /** A TCP connection can be made. */
    record Connect() implements Check {}

    /**
     * A GET is answered as expected.
     *
     * @param path starts with a slash
     * @param statusRegex what must be found in the three digits of the status; RE2 syntax, so that matching takes linear time
     * @param bodyRegex what must be found in the beginning of the answer's body; empty when any body will do
     * @param hostHeader sent as Host; empty for the node's own address
     * @param secure over TLS, whatever certificate the node has
     */
    record Http(
            String path, String statusRegex, Optional<String> bodyRegex, Optional<String> hostHeader, boolean secure)
            implements Check {}
}
