package io.steelyard.server.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Asks one service by AWS's Query API: a form that is signed by version 4, answers in XML. Each wait is limited. Any thread. */
public final class QueryClient implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final int MOST_OCTETS = 32 << 20;

    private final HttpClient http;
    private final URI endpoint;
    private final String version;
    private final AwsSignature signature;
    private final InstantSource clock;

    /**
     * @param endpoint where it is, with a path of unreserved characters
     * @param version that is spoken, such as 2016-11-15
     * @param trust empty for the authorities that this machine trusts
     */
    public QueryClient(
            URI endpoint, String version, AwsSignature signature, InstantSource clock, Optional<SSLContext> trust) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NEVER);
        trust.ifPresent(client::sslContext);
        this.http = client.build();
        this.endpoint = endpoint.getRawPath().isEmpty() ? endpoint.resolve("/") : endpoint;
        this.version = version;
        this.signature = signature;
        this.clock = clock;
    }

    /**
     * Asks.
     *
     * @return the root of the answer
     * @throws QueryRefusedException when it is not done
     * @throws IOException when there is no answer, or none that can be understood
     */
    public Element ask(String action, Map<String, String> parameters) throws IOException {
        byte[] form = form(action, parameters).getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(form));
        signature
                .headers("POST", endpoint, AwsSignature.sha256(form), clock.instant())
                .forEach(request::header);
        HttpResponse<InputStream> answer = send(request.build());
        byte[] content;
        try (InputStream body = answer.body()) {
            content = body.readNBytes(MOST_OCTETS + 1);
        }
        if (content.length > MOST_OCTETS) {
            throw new IOException("the answer of " + endpoint + " is longer than " + MOST_OCTETS + " octets");
        }
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer.statusCode(), content);
        }
        return root(content);
    }

    private String form(String action, Map<String, String> parameters) {
        return "Action=" + action + "&Version=" + version
                + parameters.entrySet().stream()
                        .map(each -> "&" + encoded(each.getKey()) + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException nobody) {
            // It says nothing of its own.
            throw (IOException) new ConnectException("nothing answers at " + endpoint).initCause(nobody);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }

    private static QueryRefusedException refused(int status, byte[] content) {
        String code = "HTTP " + status;
        String message = "no reason was given";
        try {
            Element root = root(content);
            code = first(root, "Code").orElse(code);
            message = first(root, "Message").orElse(message);
        } catch (IOException noXml) {
            message = noXml.getMessage() == null ? message : noXml.getMessage();
        }
        return new QueryRefusedException(status, code, message);
    }

    private static Optional<String> first(Element root, String name) {
        return Optional.ofNullable(root.getElementsByTagNameNS("*", name).item(0))
                .map(node -> node.getTextContent().strip());
    }

    /** Without document types: they could read files, or grow beyond all limits. */
    private static Element root(byte[] content) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(content)).getDocumentElement();
        } catch (SAXException malformed) {
            throw new IOException("the answer is no XML", malformed);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
