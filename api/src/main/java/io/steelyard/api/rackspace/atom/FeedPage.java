package io.steelyard.api.rackspace.atom;

import io.steelyard.api.http.ChangesSince;
import io.steelyard.api.http.Paging;
import io.steelyard.control.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of events, and the queries that lead to others. They count from the event that the first page began with: what
 * happens between two requests moves nothing from one page to another.
 *
 * @param found the page, and one event more where there is a next one
 */
record FeedPage(Paging paging, Optional<ChangesSince> since, List<RecordedEvent> found) {
    List<RecordedEvent> events() {
        return found.stream().limit(paging.limit()).toList();
    }

    String self() {
        return query(paging.marker(), paging.offset());
    }

    Optional<String> next() {
        return found.size() > paging.limit()
                ? Optional.of(query(anchor(), paging.offset() + paging.limit()))
                : Optional.empty();
    }

    Optional<String> previous() {
        return paging.offset() > 0
                ? Optional.of(query(paging.marker(), Math.max(0, paging.offset() - paging.limit())))
                : Optional.empty();
    }

    private long anchor() {
        return paging.marker() == 0 && paging.offset() == 0 ? found.getFirst().id() : paging.marker();
    }

    private String query(long marker, int offset) {
        List<String> parameters = new ArrayList<>();
        since.ifPresent(
                changes -> parameters.add("changes-since=" + changes.since().getEpochSecond()));
        if (marker > 0) {
            parameters.add("marker=" + marker);
        }
        if (offset > 0) {
            parameters.add("offset=" + offset);
        }
        if (paging.limit() < Paging.MAX_LIMIT) {
            parameters.add("limit=" + paging.limit());
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }
}
