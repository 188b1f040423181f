package io.steelyard.control.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * A host as control sees it now.
 *
 * @param name what people call it
 * @param connectedSince empty while there is no connection to it
 * @param pid of the process that carries its traffic; empty while that is unknown
 * @param transport how it moves bytes; empty while that is unknown
 */
public record HostView(String name, Optional<Instant> connectedSince, Optional<Long> pid, Optional<String> transport) {}
