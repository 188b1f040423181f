package io.steelyard.api.elb.query;

import io.steelyard.api.body.XmlText;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Writes the elements of an answer. */
public final class Xml {
    private static final String MEMBER = "member";

    private final StringBuilder out = new StringBuilder();

    /** An element with a text. */
    public Xml text(String name, Object value) {
        out.append('<').append(name).append('>');
        XmlText.append(out, String.valueOf(value));
        out.append("</").append(name).append('>');
        return this;
    }

    /** An element with others in it. */
    public Xml part(String name, Runnable content) {
        out.append('<').append(name).append('>');
        content.run();
        out.append("</").append(name).append('>');
        return this;
    }

    /** A list of texts; empty when there are none. */
    public Xml texts(String name, Collection<?> values) {
        return part(name, () -> values.forEach(value -> text(MEMBER, value)));
    }

    /** A list of things with elements of their own. */
    public <T> Xml list(String name, Collection<T> items, BiConsumer<Xml, T> item) {
        return part(name, () -> items.forEach(each -> part(MEMBER, () -> item.accept(this, each))));
    }

    /** The same as EC2 has it. */
    public <T> Xml items(String name, Collection<T> items, BiConsumer<Xml, T> item) {
        return part(name, () -> items.forEach(each -> part("item", () -> item.accept(this, each))));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
