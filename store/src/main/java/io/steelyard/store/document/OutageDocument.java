package io.steelyard.store.document;

import io.steelyard.domain.observed.Outage;
import io.steelyard.json.DomainModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Why a node is OFFLINE, as it is stored. */
public final class OutageDocument {
    private static final JsonMapper MAPPER = DomainModule.mapper();

    private OutageDocument() {}

    public static String write(Outage outage) {
        return MAPPER.writeValueAsString(outage);
    }

    public static Outage read(String text) {
        JsonNode document = MAPPER.readTree(text);
        Version3.upgradeMonitor(document.path("monitor"));
        return MAPPER.treeToValue(document, Outage.class);
    }
}
