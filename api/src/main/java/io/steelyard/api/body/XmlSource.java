package io.steelyard.api.body;

import io.steelyard.api.http.RequestException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Opens a body as XML 1.0 in UTF-8 without a DOCTYPE, by a parser that could not use one. */
final class XmlSource {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Set<String> ENCODINGS = Set.of("UTF-8", "US-ASCII");

    private XmlSource() {}

    /** @throws RequestException 400 when it is not that */
    static XMLStreamReader open(byte[] body) throws XMLStreamException {
        String text = text(body);
        if (text.isBlank()) {
            throw new RequestException(400, "The body is empty; it must be an XML element.");
        }
        if (hasDoctype(text)) {
            throw new RequestException(400, "The body must not have a DOCTYPE.");
        }
        XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
        checkDeclaration(reader);
        return reader;
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            throw new RequestException(400, "The body is not UTF-8.");
        }
    }

    /** Looked for by hand: the parser reads on into a DOCTYPE even when told not to, and fails on some. */
    private static boolean hasDoctype(String text) {
        int at = afterSpace(text, 0);
        while (text.startsWith("<?", at) || text.startsWith("<!--", at)) {
            String end = text.startsWith("<?", at) ? "?>" : "-->";
            int found = text.indexOf(end, at);
            if (found < 0) {
                return false;
            }
            at = afterSpace(text, found + end.length());
        }
        return text.startsWith("<!DOCTYPE", at);
    }

    private static int afterSpace(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** One for each body: the JDK does not promise that readers may be made by several threads at once. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    private static void checkDeclaration(XMLStreamReader reader) {
        @Nullable String encoding = reader.getCharacterEncodingScheme();
        @Nullable String version = reader.getVersion();
        boolean ours = encoding == null || ENCODINGS.stream().anyMatch(encoding::equalsIgnoreCase);
        if (!ours || (version != null && !version.equals("1.0"))) {
            throw new RequestException(400, "The body must be XML 1.0 in UTF-8.");
        }
    }
}
