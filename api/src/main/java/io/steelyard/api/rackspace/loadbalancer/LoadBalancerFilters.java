package io.steelyard.api.rackspace.loadbalancer;

import io.steelyard.api.http.ChangesSince;
import io.steelyard.api.http.RequestException;
import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.virtualip.NodeAddress;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** The query parameters {@code status}, {@code name}, {@code nodeaddress} and {@code changes-since}. */
final class LoadBalancerFilters {
    private LoadBalancerFilters() {}

    /** @throws RequestException 400 when one of them cannot be read */
    static LoadBalancerFilter read(MultivaluedMap<String, String> query) {
        return new LoadBalancerFilter(
                read(query, "status", LoadBalancerFilters::status, "one of " + Arrays.toString(Status.values())),
                read(query, "name", Optional::of, "a name"),
                read(query, "nodeaddress", NodeAddress::parse, "an IPv4 or IPv6 address, or a domain name"),
                ChangesSince.of(query).map(ChangesSince::since));
    }

    private static Optional<Status> status(String text) {
        return Arrays.stream(Status.values())
                .filter(status -> status.name().equalsIgnoreCase(text))
                .findFirst();
    }

    private static <T> Optional<T> read(
            MultivaluedMap<String, String> query, String name, Function<String, Optional<T>> parse, String mustBe) {
        return Optional.ofNullable(query.getFirst(name))
                .filter(text -> !text.isBlank())
                .map(text -> parse.apply(text.strip())
                        .orElseThrow(() ->
                                new RequestException(400, "The query parameter " + name + " must be " + mustBe + ".")));
    }
}
