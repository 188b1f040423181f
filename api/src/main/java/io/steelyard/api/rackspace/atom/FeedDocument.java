package io.steelyard.api.rackspace.atom;

import io.steelyard.api.body.Document;
import io.steelyard.api.body.Times;
import io.steelyard.api.body.XmlText;
import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.event.Categories;
import io.steelyard.control.event.RecordedEvent;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;

/** A page of a feed as XML (RFC 4287; its links to other pages as RFC 5005, section 3 has them). */
final class FeedDocument {
    private static final String EXTENSION = ".atom";

    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Place place;

    private FeedDocument(Place place) {
        this.place = place;
    }

    static Document of(Place place, Topic topic, FeedPage page) {
        FeedDocument feed = new FeedDocument(place);
        feed.out.append("<feed xmlns=\"http://www.w3.org/2005/Atom\">");
        feed.head(topic, page);
        page.events().forEach(feed::entry);
        return new Document(feed.out.append("</feed>\n").toString());
    }

    private void head(Topic topic, FeedPage page) {
        String feed = place.url() + topic.path() + EXTENSION;
        text("id", place.name(topic));
        text("title", topic.title() + " " + place.row().id());
        text("updated", Times.text(updated(page)));
        author();
        link("self", Format.ATOM, feed + page.self());
        link("alternate", MediaType.APPLICATION_JSON, place.url() + topic.path());
        page.next().ifPresent(query -> link("next", Format.ATOM, feed + query));
        page.previous().ifPresent(query -> link("previous", Format.ATOM, feed + query));
    }

    /** A feed must say when it changed; one without entries is as old as the balancer. */
    private Instant updated(FeedPage page) {
        return page.events().stream()
                .map(event -> event.event().at())
                .max(Comparator.naturalOrder())
                .orElse(place.row().change().created());
    }

    private void entry(RecordedEvent event) {
        out.append("<entry>");
        text("id", place.name(event));
        text("title", Titles.of(event.event()));
        text("updated", Times.text(event.event().at()));
        author();
        out.append("<category term=\"")
                .append(Categories.of(event.event().type()))
                .append("\"/>");
        link("alternate", MediaType.APPLICATION_JSON, place.url(event.event()));
        text("summary", event.event().summary());
        out.append("</entry>");
    }

    private void author() {
        out.append("<author>");
        text("name", Categories.AUTHOR);
        out.append("</author>");
    }

    private void text(String name, String text) {
        out.append('<').append(name).append('>');
        XmlText.append(out, text);
        out.append("</").append(name).append('>');
    }

    private void link(String relation, String type, String url) {
        out.append("<link rel=\"")
                .append(relation)
                .append("\" type=\"")
                .append(type)
                .append("\" href=\"");
        XmlText.append(out, url);
        out.append("\"/>");
    }
}
