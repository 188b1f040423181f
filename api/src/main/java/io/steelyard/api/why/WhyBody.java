package io.steelyard.api.why;

import io.steelyard.api.body.Times;
import io.steelyard.control.why.Diagnosis;
import io.steelyard.control.why.Why;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reasons as answers show them, the same in every dialect of ours. */
public final class WhyBody {
    private WhyBody() {}

    public static ObjectNode write(Why why) {
        return write(why, JsonNodeFactory.instance.objectNode());
    }

    private static ObjectNode write(Why why, ObjectNode body) {
        body.put("code", why.code()).put("reason", why.reason());
        why.since().ifPresent(since -> body.put("since", Times.text(since)));
        why.nextTry().ifPresent(next -> body.put("nextTry", Times.text(next)));
        return body;
    }

    /** The three parts, each with its state. */
    public static ObjectNode write(Diagnosis diagnosis) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("configuration", write(diagnosis.configuration()));
        body.set("health", write(diagnosis.health()));
        return body.set("administration", write(diagnosis.administration()));
    }

    private static ObjectNode write(Diagnosis.Part part) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("state", part.state());
        part.why().ifPresent(why -> write(why, body));
        return body;
    }
}
