package io.steelyard.api.body;

import io.steelyard.api.http.RequestException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One object of a request, read attribute by attribute. Accepts every form that clients send: numbers quoted or not,
 * null for absent, lists in three forms. What is wrong is collected, not thrown, so that all of it is reported
 * together; a value that is wrong reads as absent.
 */
public final class Attributes {
    /** Stands for the value of something that is given more than once although it may not be. */
    static final JsonNode TWICE = JsonNodeFactory.instance.pojoNode(Rule.DUPLICATE);

    private static final int SHOWN_NAME = 64;

    private final JsonNode object;
    private final String path;
    private final List<Violation> violations;
    private final Set<String> known = new HashSet<>();

    private Attributes(JsonNode object, String path, List<Violation> violations) {
        this.object = object;
        this.path = path;
        this.violations = violations;
    }

    /**
     * The object that a body is.
     *
     * @param violations receives what is wrong
     * @param body null when the request has none
     * @throws RequestException 400 when the body is no object
     */
    public static Attributes of(@Nullable JsonNode body, List<Violation> violations) {
        if (body == null || !body.isObject()) {
            throw new RequestException(400, "The body must be an object.");
        }
        return new Attributes(body, "", violations);
    }

    /** The object that a body is or wraps: {@code {"loadBalancer":{…}}} or {@code {…}}. */
    public static Attributes unwrapped(@Nullable JsonNode body, String wrapper, List<Violation> violations) {
        if (body != null && body.size() == 1 && body.path(wrapper).isObject()) {
            return of(body.path(wrapper), violations);
        }
        return of(body, violations);
    }

    /** What violations put before the name of an attribute: {@code nodes[1].}, empty for the body's own. */
    public String path() {
        return path;
    }

    /** Reports those that are absent. */
    public void require(String... names) {
        for (String name : names) {
            if (isAbsent(name)) {
                refuse(name, Rule.REQUIRED, "given");
            }
        }
    }

    /**
     * A text.
     *
     * @param mustBe completes "name must be …" for a value that is no text or not valid
     */
    public Optional<String> text(String name, Predicate<String> valid, String mustBe) {
        return present(name).flatMap(node -> {
            if (!node.isString()) {
                return refuse(name, Rule.WRONG_TYPE, mustBe);
            }
            String text = node.stringValue();
            return valid.test(text) ? Optional.of(text) : refuse(name, Rule.OUT_OF_RANGE, mustBe);
        });
    }

    /** A whole number, quoted or not; the rest is as in {@link #text}. */
    public Optional<Integer> number(String name, LongPredicate valid, String mustBe) {
        return present(name).flatMap(node -> {
            Optional<Long> number = Numbers.whole(node);
            if (number.isEmpty()) {
                return refuse(name, Rule.WRONG_TYPE, mustBe);
            }
            return number.filter(valid::test).map(Math::toIntExact).or(() -> refuse(name, Rule.OUT_OF_RANGE, mustBe));
        });
    }

    /** One of the names of an enum, exactly as it spells them. */
    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return choice(name, List.of(type.getEnumConstants()));
    }

    /** One of the names of these, exactly as the enum spells them. */
    public <E extends Enum<E>> Optional<E> choice(String name, List<E> choices) {
        String names = choices.stream().map(Enum::name).collect(Collectors.joining(", "));
        String mustBe = choices.size() == 1 ? names : "one of " + names;
        return text(name, text -> named(choices, text).isPresent(), mustBe).flatMap(text -> named(choices, text));
    }

    private static <E extends Enum<E>> Optional<E> named(List<E> choices, String text) {
        return choices.stream().filter(choice -> choice.name().equals(text)).findFirst();
    }

    /** True or false, quoted or not. */
    public Optional<Boolean> truth(String name) {
        return present(name).flatMap(node -> switch (node.asString("")) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> refuse(name, Rule.WRONG_TYPE, "true or false");
        });
    }

    /** Whether an attribute is there and an object. */
    public boolean isObject(String name) {
        return object.path(name).isObject();
    }

    /** An object within this one. */
    public Optional<Attributes> object(String name) {
        return present(name)
                .flatMap(node -> node.isObject()
                        ? Optional.of(new Attributes(node, path + name + ".", violations))
                        : refuse(name, Rule.WRONG_TYPE, "an object"));
    }

    /** A list of objects: {@code [{…}]}, {@code {"item":{…}}} or {@code {"item":[{…}]}}. */
    public List<Attributes> list(String name, String item) {
        return present(name).map(node -> items(node, name, item)).orElse(List.of());
    }

    private List<Attributes> items(JsonNode node, String name, String item) {
        boolean wrapped = node.size() == 1 && node.has(item);
        JsonNode inner = wrapped ? node.path(item) : node;
        if (inner.isArray()) {
            return numbered(inner.values(), name);
        }
        if (wrapped && inner.isObject()) {
            return numbered(List.of(inner), name);
        }
        boolean none = node.isObject() && node.isEmpty() || inner.isNull();
        if (!none) {
            refuse(name, Rule.WRONG_TYPE, "a list of objects");
        }
        return List.of();
    }

    private List<Attributes> numbered(Collection<JsonNode> values, String name) {
        List<Attributes> items = new ArrayList<>();
        int index = 0;
        for (JsonNode value : values) {
            String where = name + "[" + index + "]";
            if (value.isObject()) {
                items.add(new Attributes(value, path + where + ".", violations));
            } else {
                refuse(where, Rule.WRONG_TYPE, "an object");
            }
            index++;
        }
        return items;
    }

    /** Takes note of those that may be there and say nothing. */
    public void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** Reports those that are present although a caller may not set them. */
    public void refuse(Rule rule, String mustBe, String... names) {
        for (String name : names) {
            if (!isAbsent(name)) {
                refuse(name, rule, mustBe);
            }
        }
    }

    /** Reports what no other method was asked for. Call it last. */
    public void refuseOthers() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                refuse(shown(name), Rule.UNKNOWN_ATTRIBUTE, "left out: there is no such attribute here");
            }
        }
    }

    private Optional<JsonNode> present(String name) {
        if (isAbsent(name)) {
            return Optional.empty();
        }
        JsonNode value = object.path(name);
        return value == TWICE ? refuse(name, Rule.DUPLICATE, "given once") : Optional.of(value);
    }

    /** Whether an attribute is there, neither absent nor null. */
    public boolean has(String name) {
        return !isAbsent(name);
    }

    private boolean isAbsent(String name) {
        known.add(name);
        JsonNode node = object.path(name);
        return node.isMissingNode() || node.isNull();
    }

    private <T> Optional<T> refuse(String name, Rule rule, String mustBe) {
        violations.add(new Violation(path + name, rule, mustBe));
        return Optional.empty();
    }

    /** A name of the caller's, short enough to be repeated. */
    static String shown(String name) {
        return name.length() > SHOWN_NAME ? name.substring(0, SHOWN_NAME) + "…" : name;
    }
}
