package io.steelyard.api.rackspace.errorpage;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.domain.errorpage.ErrorPage;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Error pages on the wire, as the later service has them. */
public final class ErrorPageBody {
    /**
     * A body that holds one, in octets: every octet of a page may take six, as {@code \u003c}, and the rest of a balancer may
     * come with it.
     */
    public static final int MAX_BODY = 7 * ErrorPage.MAX_BYTES;

    private static final String NAME = "errorpage";
    /** What a balancer's attribute is called, in the spelling of the others. */
    private static final String ATTRIBUTE = "errorPage";

    private static final String CONTENT = "content";

    private ErrorPageBody() {}

    static Optional<ErrorPage> read(@Nullable JsonNode body, List<Violation> violations) {
        boolean camel = body != null && body.size() == 1 && body.has(ATTRIBUTE);
        return read(Attributes.unwrapped(body, camel ? ATTRIBUTE : NAME, violations));
    }

    /** The page of a balancer to be made. */
    public static Optional<ErrorPage> of(Attributes loadBalancer) {
        return loadBalancer.object(ATTRIBUTE).flatMap(ErrorPageBody::read);
    }

    private static Optional<ErrorPage> read(Attributes in) {
        in.require(CONTENT);
        Optional<ErrorPage> page = in.text(
                        CONTENT,
                        text -> !text.isBlank() && ErrorPage.isValid(text),
                        "a page of HTML that takes at most " + ErrorPage.MAX_BYTES + " bytes in UTF-8")
                .map(ErrorPage::new);
        in.refuseOthers();
        return page;
    }

    static Representation of(String content) {
        return Representation.of(NAME, JsonNodeFactory.instance.objectNode().put(CONTENT, content));
    }
}
