package io.steelyard.proxy.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The transport in use, and why not a better one.
 *
 * @param refused a sentence for each better one that cannot be used here
 */
public record TransportChoice(Transport transport, List<String> refused) {
    public TransportChoice {
        refused = List.copyOf(refused);
    }

    /** Tries each transport, best first, and takes the first that works here. */
    public static TransportChoice best() {
        List<String> refused = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            Optional<Throwable> obstacle = transport.obstacle();
            if (obstacle.isEmpty()) {
                return new TransportChoice(transport, refused);
            }
            refused.add(transport.word() + " cannot be used: " + rootOf(obstacle.get()));
        }
        throw new IllegalStateException("no transport works here: " + refused);
    }

    /** @throws IllegalArgumentException when this transport does not work here */
    public static TransportChoice of(Transport transport) {
        transport.obstacle().ifPresent(obstacle -> {
            throw new IllegalArgumentException(transport.word() + " cannot be used here: " + rootOf(obstacle));
        });
        return new TransportChoice(transport, List.of());
    }

    /** Every transport that works here. */
    public static List<Transport> usable() {
        return Arrays.stream(Transport.values())
                .filter(transport -> transport.obstacle().isEmpty())
                .toList();
    }

    private static String rootOf(Throwable obstacle) {
        Throwable root = obstacle;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public String toString() {
        return refused.isEmpty() ? transport.word() : transport.word() + " (" + String.join("; ", refused) + ")";
    }
}
