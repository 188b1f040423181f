package io.steelyard.store.document;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What texts were found to mean lately. A text means the same for ever and a meaning never changes, so nothing in here is ever
 * out of date. For any thread.
 *
 * @param <T> immutable
 */
final class DecodedTexts<T> {
    private final int mostCharacters;
    private final Function<String, T> decode;
    /** From the one that was wanted longest ago. */
    private final Map<String, T> known = new LinkedHashMap<>(16, 0.75f, true);

    private int characters;

    /** @param mostCharacters of all texts that are kept; what they mean takes two or three times as many octets */
    DecodedTexts(int mostCharacters, Function<String, T> decode) {
        this.mostCharacters = mostCharacters;
        this.decode = decode;
    }

    T of(String text) {
        T found = find(text);
        if (found != null) {
            return found;
        }
        T decoded = decode.apply(text);
        keep(text, decoded);
        return decoded;
    }

    private synchronized @Nullable T find(String text) {
        return known.get(text);
    }

    private synchronized void keep(String text, T decoded) {
        if (known.put(text, decoded) == null) {
            characters += text.length();
        }
        Iterator<String> oldest = known.keySet().iterator();
        while (characters > mostCharacters) {
            characters -= oldest.next().length();
            oldest.remove();
        }
    }
}
