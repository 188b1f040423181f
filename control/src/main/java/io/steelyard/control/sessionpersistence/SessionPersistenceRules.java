package io.steelyard.control.sessionpersistence;

import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.refusal.Violation;
import java.util.Optional;

/** Which protocols can know a client again, and by what. */
public final class SessionPersistenceRules {
    private SessionPersistenceRules() {}

    /**
     * What is wrong with a protocol and a persistence together; empty when they fit.
     *
     * @param attribute of the request, which the violation names
     */
    public static Optional<Violation> violation(String attribute, Protocol protocol, SessionPersistence persistence) {
        return persistence.fits(protocol)
                ? Optional.empty()
                : Optional.of(new Violation(
                        attribute,
                        Violation.Rule.NOT_ALLOWED,
                        "one that fits: session persistence " + persistence + " is for "
                                + (persistence == SessionPersistence.SSL_ID ? Protocol.HTTPS : Protocol.HTTP)
                                + " only, and the protocol is " + protocol));
    }
}
