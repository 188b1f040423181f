package io.steelyard.store.table;

import java.util.Locale;

/** What has ids of its own. */
enum IdKind {
    LOAD_BALANCER,
    NODE,
    VIRTUAL_IP,
    VIP_GROUP,
    ACCESS_RULE,
    SECRET,
    EVENT,
    AUDIT,
    SUBSCRIPTION,
    USAGE_RECORD;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
