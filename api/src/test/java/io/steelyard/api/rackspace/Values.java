package io.steelyard.api.rackspace;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every value of a body, as text, by where it stands. */
final class Values {
    private Values() {}

    /** By paths such as {@code /loadBalancer/nodes[0]/id}. */
    static Map<String, String> ofJson(String body) {
        Map<String, String> values = new TreeMap<>();
        collect("", JsonMapper.shared().readTree(body), values);
        return values;
    }

    /** By paths such as {@code /loadBalancer/nodes/node[0]/id}. */
    static Map<String, String> ofXml(String body) {
        Map<String, String> values = new TreeMap<>();
        Element root = parse(body);
        collect("/" + root.getLocalName(), root, values);
        return values;
    }

    /** By the paths that the same values have in JSON. */
    static Map<String, String> ofXmlAsJson(String body) {
        Map<String, String> values = new TreeMap<>();
        ofXml(body).forEach((where, value) -> {
            if (!where.endsWith("/xmlns")) {
                values.put(
                        where.replaceAll("(\\w+)s/\\1\\[", "$1s[").replace("accessList/networkItem[", "accessList["),
                        value);
            }
        });
        return values;
    }

    private static void collect(String where, JsonNode node, Map<String, String> values) {
        if (node.isValueNode() || node.isEmpty()) {
            values.put(where, node.isValueNode() ? node.asString() : "");
        }
        node.properties().forEach(property -> collect(where + "/" + property.getKey(), property.getValue(), values));
        IntStream.range(0, node.isArray() ? node.size() : 0)
                .forEach(index -> collect(where + "[" + index + "]", node.path(index), values));
    }

    private static void collect(String where, Element element, Map<String, String> values) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Node attribute = attributes.item(i);
            values.put(where + "/" + attribute.getNodeName(), attribute.getNodeValue());
        }
        List<Element> children = children(element);
        if (children.isEmpty() && values.keySet().stream().noneMatch(path -> isValueOf(path, where))) {
            values.put(where, element.getTextContent().strip().replaceAll("\\s+", " "));
        }
        for (int i = 0; i < children.size(); i++) {
            String name = children.get(i).getLocalName();
            collect(where + "/" + name + (isItem(name, element) ? "[" + i + "]" : ""), children.get(i), values);
        }
    }

    private static boolean isItem(String name, Element parent) {
        return parent.getLocalName().equals(name + "s")
                || name.equals(parent.getLocalName() + "Record")
                || name.equals("loadBalancerUsage")
                || name.equals("networkItem")
                || parent.getLocalName().equals("validationErrors");
    }

    private static boolean isValueOf(String path, String where) {
        return path.startsWith(where + "/") && !path.equals(where + "/xmlns");
    }

    private static List<Element> children(Element element) {
        NodeList nodes = element.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    private static Element parse(String body) {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
