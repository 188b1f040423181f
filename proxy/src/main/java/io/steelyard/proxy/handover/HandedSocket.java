package io.steelyard.proxy.handover;

import io.steelyard.domain.desired.Bind;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.proxy.transport.Descriptor;
import java.util.Optional;

/** A bound socket that goes from one process to the next, by the descriptor of the process that has this. */
public record HandedSocket(Bind bind, Descriptor descriptor) {
    static final String WORD = "socket";

    static String line(Bind bind) {
        return WORD + " " + bind.transport() + " " + bind.address() + " " + bind.port();
    }

    /** Empty for what is none. */
    static Optional<Bind> bind(String... words) {
        if (words.length != 4 || !words[0].equals(WORD)) {
            return Optional.empty();
        }
        return IpAddress.parse(words[2])
                .map(address -> new Bind(address, new Port(Integer.parseInt(words[3])), Transport.valueOf(words[1])));
    }
}
