package io.steelyard.api.body;

import java.nio.charset.StandardCharsets;
import java.util.Map.Entry;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Writes a tree as XML, by the rule that {@link XmlNames} states. */
final class XmlWriter {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private XmlWriter() {}

    static byte[] write(Representation answer) {
        XmlWriter writer = new XmlWriter();
        writer.element(answer.root(), answer.content(), " xmlns=\"" + XmlNames.NAMESPACE + "\"");
        return writer.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void element(String name, JsonNode value, String namespace) {
        out.append('<').append(name).append(namespace);
        Optional<String> text = XmlNames.textValue(name).filter(value::hasNonNull);
        value.properties().stream()
                .filter(property -> !text.equals(Optional.of(property.getKey())))
                .forEach(this::attribute);
        int end = out.length();
        out.append('>');
        int content = out.length();
        text.ifPresentOrElse(given -> XmlText.append(out, value.path(given).asString()), () -> content(name, value));
        if (out.length() == content) {
            out.replace(end, content, "/>");
        } else {
            out.append("</").append(name).append('>');
        }
    }

    private void attribute(Entry<String, JsonNode> property) {
        if (isAttribute(property)) {
            out.append(' ').append(property.getKey()).append("=\"");
            XmlText.append(out, property.getValue().asString());
            out.append('"');
        }
    }

    private static boolean isAttribute(Entry<String, JsonNode> property) {
        return property.getValue().isValueNode()
                && !property.getValue().isNull()
                && !XmlNames.isText(property.getKey());
    }

    private void content(String name, JsonNode value) {
        if (value.isArray()) {
            items(XmlNames.item(name), value);
        } else if (value.isObject()) {
            value.properties().stream()
                    .filter(property -> !isAttribute(property))
                    .forEach(this::child);
        } else {
            XmlText.append(out, value.asString());
        }
    }

    private void child(Entry<String, JsonNode> property) {
        if (property.getValue().isNull()) {
            return;
        }
        XmlNames.bareItem(property.getKey())
                .ifPresentOrElse(
                        item -> items(item, property.getValue()),
                        () -> element(property.getKey(), property.getValue(), ""));
    }

    private void items(String name, JsonNode list) {
        list.forEach(item -> element(name, item, ""));
    }
}
