package io.steelyard.api.body;

import io.steelyard.api.http.RequestException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads XML into the tree that JSON would have given: attributes and elements alike become properties, an element that
 * may be repeated becomes a list. Only what elements, attributes and text can say is read: no DTD, so no entity but
 * the five of XML itself, no processing instruction, no other namespace, bounded depth and width.
 */
final class XmlReader {
    static final int MAX_DEPTH = 32;
    static final int MAX_ATTRIBUTES = 64;
    private static final String MALFORMED = "The body is not well-formed XML";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern TWICE = Pattern.compile("#Attribute(?:NS)?NotUnique\\?[^&]*&([^&]+)");

    private final XMLStreamReader in;
    private int depth;

    private XmlReader(XMLStreamReader in) {
        this.in = in;
    }

    /** @throws RequestException 400 when it is not XML, or says what is not read */
    static JsonNode read(byte[] body) {
        try {
            return new XmlReader(XmlSource.open(body)).document();
        } catch (XMLStreamException malformed) {
            throw new RequestException(400, sentence(malformed));
        }
    }

    /** The JDK's parser throws more than it says on some of what is malformed. */
    private int next() throws XMLStreamException {
        try {
            return in.next();
        } catch (RuntimeException malformed) {
            throw refused(MALFORMED);
        }
    }

    private JsonNode document() throws XMLStreamException {
        ObjectNode document = NODES.objectNode();
        while (in.hasNext()) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> document.set(name(), element());
                case XMLStreamConstants.COMMENT, XMLStreamConstants.SPACE, XMLStreamConstants.END_DOCUMENT -> {}
                default -> throw notRead();
            }
        }
        return document;
    }

    private JsonNode element() throws XMLStreamException {
        String element = name();
        if (++depth > MAX_DEPTH) {
            throw refused("The body is nested deeper than " + MAX_DEPTH + " levels");
        }
        boolean nil = isNil();
        ObjectNode properties = attributes();
        StringBuilder text = new StringBuilder();
        while (next() != XMLStreamConstants.END_ELEMENT) {
            switch (in.getEventType()) {
                case XMLStreamConstants.START_ELEMENT -> add(properties, name(), element, element());
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(in.getText());
                case XMLStreamConstants.COMMENT -> {}
                default -> throw notRead();
            }
        }
        depth--;
        return nil ? NODES.nullNode() : value(element, properties, text.toString());
    }

    private JsonNode value(String element, ObjectNode properties, String text) {
        Optional<String> textValue = XmlNames.textValue(element).filter(name -> !properties.has(name));
        if (textValue.isPresent()) {
            return properties.put(textValue.get(), text);
        }
        if (text.isBlank()) {
            return properties;
        }
        if (!properties.isEmpty()) {
            throw refused("An element has attributes or elements, or text, not both");
        }
        return NODES.stringNode(text);
    }

    private String name() {
        checkNamespace(in.getNamespaceURI(), in.getLocalName());
        return in.getLocalName();
    }

    private ObjectNode attributes() {
        if (in.getAttributeCount() > MAX_ATTRIBUTES) {
            throw refused("An element has more than " + MAX_ATTRIBUTES + " attributes");
        }
        ObjectNode properties = NODES.objectNode();
        for (int i = 0; i < in.getAttributeCount(); i++) {
            @Nullable String namespace = in.getAttributeNamespace(i);
            if (!XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(namespace)) {
                checkNamespace(namespace, in.getAttributeLocalName(i));
                properties.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
            }
        }
        return properties;
    }

    private boolean isNil() {
        @Nullable String nil = in.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil");
        return "true".equals(nil) || "1".equals(nil);
    }

    private static void add(ObjectNode properties, String name, String parent, JsonNode value) {
        if (XmlNames.isItem(name, parent)) {
            properties.withArray(name).add(value);
        } else {
            properties.set(name, properties.has(name) ? Attributes.TWICE : value);
        }
    }

    private void checkNamespace(@Nullable String namespace, String name) {
        if (namespace != null && !namespace.isEmpty() && !namespace.equals(XmlNames.NAMESPACE)) {
            throw refused(
                    "The namespace of " + Attributes.shown(name) + " must be " + XmlNames.NAMESPACE + " or absent");
        }
    }

    private RequestException notRead() {
        return refused("The body must not have an entity or a processing instruction");
    }

    private RequestException refused(String what) {
        return new RequestException(400, what + where(in.getLocation()) + ".");
    }

    private static String sentence(XMLStreamException malformed) {
        Matcher twice = TWICE.matcher(String.valueOf(malformed.getMessage()));
        String what =
                twice.find() ? "The attribute " + Attributes.shown(twice.group(1)) + " is given twice" : MALFORMED;
        return what + where(malformed.getLocation()) + ".";
    }

    private static String where(@Nullable Location at) {
        return at == null || at.getLineNumber() < 1
                ? ""
                : ": line " + at.getLineNumber() + ", column " + at.getColumnNumber();
    }
}
