package io.steelyard.api.elb.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
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
    private static final Pattern NUMBERED = Pattern.compile("member\\.(0|[1-9][0-9]{0,8})(?:\\..*)?");

    private final String path;
    private final NavigableMap<String, String> values;

    private Parameters(String path, NavigableMap<String, String> values) {
        this.path = path;
        this.values = values;
    }

    /**
     * From a query and a form, each written as in a URL.
     *
     * @throws QueryException when there are too many of them, or one is malformed
     */
    public static Parameters of(String... encoded) {
        NavigableMap<String, String> values = new TreeMap<>();
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
            throw QueryError.MALFORMED_QUERY.because("The parameters are not well-formed.");
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
        return text(name).orElseThrow(() -> QueryError.MISSING_PARAMETER.because(path + name + " is required."));
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
        return values.containsKey(wanted) || !partsOf(wanted).isEmpty();
    }

    /** The names of what is below one; "/" comes next after ".". */
    private Set<String> partsOf(String name) {
        return values.subMap(name + ".", name + "/").keySet();
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
            throw QueryError.MISSING_PARAMETER.because(name + " are required.");
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

    /**
     * The numbers of a list's members. What is meant to be a list and is written otherwise is refused: taken for none, it would
     * clear what it was to set, or show all instead of one.
     */
    private IntStream members(String name) {
        String list = path + name;
        if (text(name).isPresent()) {
            throw notAList(list, list);
        }
        return partsOf(list).stream()
                .mapToInt(known -> number(list, known))
                .distinct()
                .sorted();
    }

    private static int number(String list, String known) {
        Matcher member = NUMBERED.matcher(known.substring(list.length() + 1));
        if (!member.matches()) {
            throw notAList(list, known);
        }
        return Integer.parseInt(member.group(1));
    }

    private static QueryException notAList(String list, String known) {
        return QueryError.VALIDATION.because(
                list + " is a list, whose members are " + list + MEMBER + "1 and so on, not " + known + ".");
    }
}
