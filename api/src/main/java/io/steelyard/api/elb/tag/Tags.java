package io.steelyard.api.elb.tag;

import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.domain.classic.Tag;
import java.util.List;

/** How tags are written. */
public final class Tags {
    static final int MOST = 10;
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final String TAGS = "Tags";

    private Tags() {}

    /** Those of a request, each key once; may be none. */
    public static List<Tag> read(Parameters in) {
        return tags(in.items(TAGS));
    }

    /** The same, at least one. */
    static List<Tag> require(Parameters in) {
        return tags(in.requireItems(TAGS));
    }

    private static List<Tag> tags(List<Parameters> items) {
        List<Tag> tags = items.stream().map(Tags::tag).toList();
        if (tags.stream().map(Tag::key).distinct().count() < tags.size()) {
            throw QueryError.DUPLICATE_TAG_KEYS.because("A tag key is given twice.");
        }
        requireFew(tags);
        return tags;
    }

    static void requireFew(List<Tag> tags) {
        if (tags.size() > MOST) {
            throw QueryError.TOO_MANY_TAGS.because("There may be at most " + MOST + " tags.");
        }
    }

    private static Tag tag(Parameters in) {
        Tag tag = new Tag(in.require("Key"), in.text("Value").orElse(""));
        if (tag.key().length() > LONGEST_KEY || tag.value().length() > LONGEST_VALUE) {
            throw QueryError.VALIDATION.because(
                    "A tag's key has at most " + LONGEST_KEY + " characters, its value " + LONGEST_VALUE + ".");
        }
        return tag;
    }

    static void write(Xml out, Tag tag) {
        out.text("Key", tag.key()).text("Value", tag.value());
    }
}
