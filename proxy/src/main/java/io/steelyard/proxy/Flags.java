package io.steelyard.proxy;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pairs of a flag and its value; each is taken once. */
final class Flags {
    private final @Nullable String[] args;

    Flags(String... args) {
        if (args.length % 2 != 0) {
            throw new IllegalArgumentException("each flag takes one value");
        }
        this.args = args.clone();
    }

    @Nullable
    String take(String flag) {
        for (int i = 0; i < args.length; i += 2) {
            if (flag.equals(args[i])) {
                args[i] = null;
                return args[i + 1];
            }
        }
        return null;
    }

    Optional<Integer> number(String flag) {
        return Optional.ofNullable(take(flag)).map(value -> positive(flag, value));
    }

    long octets(String flag, long otherwise) {
        String value = take(flag);
        return value == null ? otherwise : number(flag, value);
    }

    /** At most {@code most}. */
    int count(String flag, int otherwise, int most) {
        long count = octets(flag, otherwise);
        if (count < 0 || count > most) {
            throw new IllegalArgumentException(flag + " is 0 to " + most + ", not " + count);
        }
        return (int) count;
    }

    Duration seconds(String flag, Duration otherwise) {
        return number(flag).map(Duration::ofSeconds).orElse(otherwise);
    }

    private static long number(String flag, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(flag + " takes a number, not " + value, notOne);
        }
    }

    private static int positive(String flag, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(flag + " takes a number, not " + value, notOne);
        }
        throw new IllegalArgumentException(flag + " is positive, not " + value);
    }

    void refuseRest() {
        for (int i = 0; i < args.length; i += 2) {
            if (args[i] != null) {
                throw new IllegalArgumentException("unknown or repeated flag " + args[i]);
            }
        }
    }
}
