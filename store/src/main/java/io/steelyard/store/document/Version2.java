package io.steelyard.store.document;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The form before the operator could switch on options for a balancer's traffic: every one is off. */
final class Version2 {
    private Version2() {}

    /** The same as a document of version 3. The given one is changed. */
    static JsonNode upgraded(JsonNode document) {
        ObjectNode policy = (ObjectNode) document.required("loadBalancer").required("policy");
        policy.putArray("options");
        return document;
    }
}
