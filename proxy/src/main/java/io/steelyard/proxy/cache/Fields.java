package io.steelyard.proxy.cache;

import java.util.List;

/** The head of a message, as far as a cache looks into it. */
@FunctionalInterface
public interface Fields {
    /**
     * The values of all fields of a name, in their order, without the blanks around them.
     *
     * @param name in lower case; underscores in the message's names count as hyphens
     */
    List<String> values(String name);

    /** Whether any of these names is there. */
    default boolean hasAny(List<String> names) {
        for (String name : names) {
            if (!values(name).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
