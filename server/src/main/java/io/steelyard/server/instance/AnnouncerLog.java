package io.steelyard.server.instance;

import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Says what becomes of announcements: once for each change, not for each announcement. */
final class AnnouncerLog {
    private final boolean json;
    private final PrintStream out;
    private final PrintStream complaints;

    AnnouncerLog(boolean json, PrintStream out, PrintStream complaints) {
        this.json = json;
        this.out = out;
        this.complaints = complaints;
    }

    void announced(Announcement what) {
        if (json) {
            line(event("announced", what).put("address", what.address()).put("zone", what.zone()));
        } else {
            out.println(what.id() + " is announced at " + what.address() + " in " + what.zone() + ".");
        }
    }

    void withdrawn(Announcement what, boolean forgotten) {
        String state = forgotten ? "forgotten" : "stopped";
        if (json) {
            line(event(state, what));
        } else {
            out.println(what.id() + " is " + state + ".");
        }
    }

    void failed(Announcement what, String why) {
        if (json) {
            line(event("failed", what).put("reason", why));
        } else {
            complaints.println("steelyard: " + what.id() + " is not announced: " + why);
        }
    }

    private static ObjectNode event(String event, Announcement what) {
        return JsonMapper.shared().createObjectNode().put("event", event).put("id", what.id());
    }

    private void line(ObjectNode event) {
        out.println(event);
    }
}
