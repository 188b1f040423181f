package io.steelyard.domain.classic;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.monitor.Check;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked of instances, written {@code TCP:80}, {@code SSL:443}, {@code HTTP:8080/health} or
 * {@code HTTPS:8443/health}.
 *
 * @param path with its slash; present for HTTP and HTTPS
 */
public record HealthTarget(ClassicProtocol protocol, Port port, Optional<String> path) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z]{3,5}):([0-9]{1,5})(/[\\x21-\\x7e]{0,1023})?");
    private static final String FINE = "^200$";

    public HealthTarget {
        if (protocol.isHttp() != path.isPresent()) {
            throw new IllegalArgumentException("HTTP and HTTPS have a path, and nothing else has");
        }
    }

    /** Empty for what is not of that form. */
    public static Optional<HealthTarget> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !Port.isValid(Long.parseLong(form.group(2)))) {
            return Optional.empty();
        }
        Optional<String> path = Optional.ofNullable(form.group(3));
        return ClassicProtocol.parse(form.group(1))
                .filter(protocol -> protocol.isHttp() == path.isPresent())
                .map(protocol -> new HealthTarget(protocol, new Port(Integer.parseInt(form.group(2))), path));
    }

    /** An instance is fine when it answers 200, or can be connected to. */
    Check check() {
        return path.<Check>map(
                        asked -> new Check.Http(asked, FINE, Optional.empty(), Optional.empty(), protocol.isSecure()))
                .orElseGet(Check.Connect::new);
    }

    @Override
    public String toString() {
        return protocol + ":" + port + path.orElse("");
    }
}
