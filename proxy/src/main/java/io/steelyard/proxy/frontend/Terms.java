package io.steelyard.proxy.frontend;

import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Redirect;
import io.steelyard.domain.listener.Role;
import java.util.Optional;

/**
 * What holds for a connection from its first octet to its last, whatever becomes of the configuration.
 *
 * @param secure whether TLS ends here: the protocol is spoken within
 * @param redirect present where clients are sent elsewhere
 */
public record Terms(ListenerId listener, Role role, Protocol protocol, boolean secure, Optional<Redirect> redirect) {}
