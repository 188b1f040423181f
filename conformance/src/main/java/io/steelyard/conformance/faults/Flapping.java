package io.steelyard.conformance.faults;

import io.steelyard.testkit.backend.Behaviour;
import io.steelyard.testkit.backend.FaultyBackend;
import io.steelyard.testkit.backend.HttpFaults;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Nodes that fail in one way after the other, and are well in between; one of them changes at a time. */
final class Flapping implements AutoCloseable {
    static final String CONTENT = "well";
    private static final int NODES = 3;
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: " + CONTENT.length() + "\r\n\r\n" + CONTENT;

    private final List<FaultyBackend> nodes;
    private final List<Behaviour> faults;
    private int turn;

    /** @param drip before each octet of an answer that comes octet by octet */
    Flapping(Duration drip) throws IOException {
        Behaviour well = HttpFaults.ok(CONTENT);
        nodes = List.of(FaultyBackend.serving(well), FaultyBackend.serving(well), FaultyBackend.serving(well));
        faults = List.of(
                HttpFaults.closingEarly(),
                HttpFaults.resetting(),
                HttpFaults.silence(),
                HttpFaults.halfHead(),
                HttpFaults.halfContent(),
                HttpFaults.resettingInContent(),
                HttpFaults.garbage(),
                HttpFaults.unavailable(),
                HttpFaults.dripping(ANSWER, drip));
    }

    List<FaultyBackend> nodes() {
        return nodes;
    }

    /** Of ways to fail; refusing every connection is one more. */
    int ways() {
        return faults.size() + 1;
    }

    /** Ends the connections of one node, which fails in another way from now on, or not at all. */
    void next() throws IOException {
        FaultyBackend node = nodes.get(turn % NODES);
        int way = turn / NODES % (2 * ways());
        node.stop();
        if (way % 2 == 0) {
            node.become(HttpFaults.ok(CONTENT));
            node.start();
        } else if (way / 2 < faults.size()) {
            node.become(faults.get(way / 2));
            node.start();
        }
        turn++;
    }

    @Override
    public void close() throws IOException {
        for (FaultyBackend node : nodes) {
            node.close();
        }
    }
}
