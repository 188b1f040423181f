package io.steelyard.api.elb.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The parameters of a request, or those of one part of it. Lists come as {@code NAME.member.N}, parts of their items as
 * {@code NAME.member.N.PART}; {@code NAME=} alone is an empty list.
 */
public final class Parameters {
    private static final int MOST = 5_000;
    private static final String MEMBER = ".member.";
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final String path;
    private final Map<String, String> values;

    private Parameters(String path, Map<String, String> values) {
        this.path = path;
        this.values = values;
    }

    /**
     * From a query and a form, each written as in a URL.
     *
     * @throws QueryException when there are too many of them, or one is malformed
     */
    public static Parameters of(String... encoded) {
        Map<String, String> values = new TreeMap<>();
        for (String form : encoded) {
            for (String pair : form.isEmpty() ? new String[0] : form.split("&", MOST + 1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                // libcloud has spaces in some names.
                values.put(decoded(name).replace(" ", ""), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        if (values.size() > MOST) {
            throw QueryError.VALIDATION.because("A request has at most " + MOST + " parameters.");
        }
        return new Parameters("", values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw QueryError.VALIDATION.because("The parameters are not well-formed.");
        }
    }

    /** A parameter; empty when it is not there or has no value. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(path + name)).filter(value -> !value.isEmpty());
    }

    /**
     * The same for one that must be there.
     *
     * @throws QueryException when it is not
     */
    public String require(String name) {
        return text(name).orElseThrow(() -> QueryError.VALIDATION.because(path + name + " is required."));
    }

    /**
     * A whole number.
     *
     * @throws QueryException when it is none, or out of its range
     */
    public Optional<Integer> number(String name, int least, int most) {
        return text(name).map(text -> {
            if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw QueryError.VALIDATION.because(
                        path + name + " must be a whole number from " + least + " to " + most + ".");
            }
            return Integer.valueOf(text);
        });
    }

    /** As {@link #number} for one that must be there. */
    public int requireNumber(String name, int least, int most) {
        require(name);
        return number(name, least, most).orElseThrow();
    }

    /**
     * True or false, in any case.
     *
     * @throws QueryException when it is neither
     */
    public Optional<Boolean> truth(String name) {
        return text(name).map(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw QueryError.VALIDATION.because(path + name + " must be true or false.");
        });
    }

    /** Whether there is a parameter of that name, or one below it, even without a value. */
    public boolean names(String name) {
        String wanted = path + name;
        return values.keySet().stream().anyMatch(known -> known.equals(wanted) || known.startsWith(wanted + "."));
    }

    /** The texts of a list, by their numbers. */
    public List<String> list(String name) {
        return members(name)
                .mapToObj(number -> text(name + MEMBER + number))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The same of a list that must not be empty.
     *
     * @throws QueryException when it is
     */
    public List<String> requireList(String name) {
        return required(name, list(name));
    }

    /** As {@link #requireList} for {@link #items}. */
    public List<Parameters> requireItems(String name) {
        return required(name, items(name));
    }

    /** The texts of a list whose members are {@code NAME.N}, as EC2 has them. */
    public List<String> numbered(String name) {
        return IntStream.rangeClosed(1, MOST)
                .mapToObj(number -> text(name + "." + number))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The items of such a list. */
    public List<Parameters> numberedItems(String name) {
        return IntStream.rangeClosed(1, MOST)
                .takeWhile(number -> names(name + "." + number))
                .mapToObj(number -> below(name + "." + number))
                .toList();
    }

    private static <T> List<T> required(String name, List<T> list) {
        if (list.isEmpty()) {
            throw QueryError.VALIDATION.because(name + " are required.");
        }
        return list;
    }

    /** The items of a list, by their numbers. */
    public List<Parameters> items(String name) {
        return members(name).mapToObj(number -> below(name + MEMBER + number)).toList();
    }

    /** A part of this. */
    public Parameters below(String name) {
        return new Parameters(path + name + ".", values);
    }

    private IntStream members(String name) {
        String prefix = path + name + MEMBER;
        List<Integer> numbers = new ArrayList<>();
        values.keySet().stream()
                .filter(known -> known.startsWith(prefix))
                .map(known -> known.substring(prefix.length()).split("\\.", 2)[0])
                .filter(text -> NUMBER.matcher(text).matches())
                .forEach(text -> numbers.add(Integer.valueOf(text)));
        return numbers.stream().mapToInt(Integer::intValue).distinct().sorted();
    }
}
