package io.steelyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.atom.Category;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedInput;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;

/** A feed as a reader of feeds sees it: Rome, unchanged. It has what RFC 4287, sections 4.1.1 and 4.1.2, demands. */
public record AtomFeed(Feed feed) {
    public static AtomFeed read(String body) {
        try {
            AtomFeed read = new AtomFeed((Feed) new WireFeedInput().build(new StringReader(body)));
            read.check();
            return read;
        } catch (FeedException invalid) {
            throw new AssertionError(body, invalid);
        }
    }

    private void check() {
        assertThat(feed.getFeedType()).isEqualTo("atom_1.0");
        assertThat(feed.getId()).startsWith("tag:");
        assertThat(feed.getTitle()).isNotBlank();
        assertThat(feed.getUpdated()).isNotNull();
        assertThat(feed.getAuthors()).isNotEmpty();
        assertThat(link("self")).isPresent();
        assertThat(entries()).extracting(Entry::getId).doesNotHaveDuplicates();
        assertThat(entries()).allSatisfy(entry -> {
            assertThat(entry.getId()).startsWith("tag:").isNotEqualTo(feed.getId());
            assertThat(entry.getTitle()).isNotBlank();
            assertThat(entry.getUpdated()).isNotNull().isBeforeOrEqualTo(feed.getUpdated());
            assertThat(entry.getAuthors()).isNotEmpty();
            assertThat(entry.getSummary().getValue()).isNotBlank();
            assertThat(entry.getAlternateLinks()).hasSize(1);
        });
    }

    public List<Entry> entries() {
        return feed.getEntries();
    }

    /** CREATE, UPDATE or DELETE for each entry. */
    public List<String> categories() {
        return entries().stream()
                .flatMap(entry -> entry.getCategories().stream())
                .map(Category::getTerm)
                .toList();
    }

    public List<String> titles() {
        return entries().stream().map(Entry::getTitle).toList();
    }

    public List<String> ids() {
        return entries().stream().map(Entry::getId).toList();
    }

    /** Category and title of each entry. */
    public List<String> lines() {
        return entries().stream()
                .map(entry -> entry.getCategories().getFirst().getTerm() + " " + entry.getTitle())
                .toList();
    }

    /** Where a link of the feed leads to. */
    public Optional<String> link(String relation) {
        return feed.getOtherLinks().stream()
                .filter(link -> relation.equals(link.getRel()))
                .map(Link::getHref)
                .findFirst();
    }
}
