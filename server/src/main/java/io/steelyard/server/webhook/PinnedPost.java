package io.steelyard.server.webhook;

import io.steelyard.control.node.NodeRules;
import io.steelyard.control.subscription.SubscriptionService;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.virtualip.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A POST to a tenant's URL. A name is resolved once, every address that it stands for must be allowed, and the connection
 * goes to the address that was judged: a name that changes in between leads nowhere else. Redirects are not followed. All of
 * it together takes at most {@value #LIMIT_SECONDS} s.
 */
public final class PinnedPost implements AutoCloseable {
    static final int LIMIT_SECONDS = 10;
    private static final int MAX_STATUS_LINE = 1_024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

    private final NodeRules rules;
    private final Duration limit;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("delivery-deadlines").daemon().factory());

    /** @param rules say where nothing may be sent */
    public PinnedPost(NodeRules rules) {
        this(rules, Duration.ofSeconds(LIMIT_SECONDS));
    }

    PinnedPost(NodeRules rules, Duration limit) {
        this.rules = rules;
        this.limit = limit;
    }

    /**
     * Returns the status that it was answered.
     *
     * @throws IOException when it was not answered, or may not be sent there
     */
    int send(URI url, Map<String, String> fields, byte[] body) throws IOException {
        return talk(url, socket -> exchange(url, secured(url, socket), fields, body));
    }

    /** What is said over a connection. */
    @FunctionalInterface
    public interface Talk<T> {
        T over(Socket socket) throws IOException;
    }

    /**
     * Connects to a URL's host, and closes the connection when all is said, or the time is over.
     *
     * @throws IOException when nothing may be sent there, or what the talk throws
     */
    public <T> T talk(URI url, Talk<T> talk) throws IOException {
        InetAddress address = allowed(url);
        try (Socket socket = new Socket()) {
            ScheduledFuture<?> deadline =
                    deadlines.schedule(() -> close(socket), limit.toMillis(), TimeUnit.MILLISECONDS);
            try {
                int port = SubscriptionService.port(url).value();
                socket.connect(new InetSocketAddress(address, port), (int) limit.toMillis());
                return talk.over(socket);
            } finally {
                deadline.cancel(false);
            }
        }
    }

    private InetAddress allowed(URI url) throws IOException {
        Port port = SubscriptionService.port(url);
        InetAddress[] addresses = resolve(url.getHost().replaceAll("[\\[\\]]", ""));
        for (InetAddress address : addresses) {
            if (rules.whyClosed(IpAddress.of(address.getAddress()), port).isPresent()) {
                throw new IOException("its host stands for an address that nothing is sent to");
            }
        }
        return addresses[0];
    }

    private static InetAddress[] resolve(String host) throws IOException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new IOException("its host is not known", unknown);
        }
    }

    private static Socket secured(URI url, Socket plain) throws IOException {
        if (!url.getScheme().equalsIgnoreCase("https")) {
            return plain;
        }
        SSLSocket secured = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(plain, url.getHost(), plain.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static int exchange(URI url, Socket socket, Map<String, String> fields, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head(url, fields, body.length).getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        return status(socket.getInputStream());
    }

    private static String head(URI url, Map<String, String> fields, int length) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\nHost: " + host + "\r\n");
        head.append("Content-Type: application/json\r\nConnection: close\r\nUser-Agent: Steelyard\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("Content-Length: ").append(length).append("\r\n\r\n").toString();
    }

    private static int status(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\r' && next != '\n'; next = in.read()) {
            line.write(next);
            if (line.size() > MAX_STATUS_LINE) {
                break;
            }
        }
        Matcher status = STATUS_LINE.matcher(line.toString(StandardCharsets.ISO_8859_1));
        if (!status.matches()) {
            throw new IOException("it was answered with something else than HTTP");
        }
        return Integer.parseInt(status.group(1));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Then it is over already.
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }
}
