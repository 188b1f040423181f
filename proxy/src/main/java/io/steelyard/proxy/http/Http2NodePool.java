package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.steelyard.proxy.tls.NodeContext;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connections of HTTP/2 to nodes on one event loop: of all its clients, or of one. As few as the streams fit in. */
final class Http2NodePool {
    private final HttpLoop http;
    private final Map<NodeState, List<Http2Node>> nodes = new IdentityHashMap<>();

    Http2NodePool(HttpLoop http) {
        this.http = http;
    }

    /**
     * A connection that takes one more request, made if there is none.
     *
     * @param most requests at a time on one
     * @param announcement what the node is told in front of a new one
     * @throws io.netty.channel.ChannelException when no socket can be made
     */
    Http2Node take(Target target, @Nullable NodeContext tls, int most, Supplier<Optional<ByteBuf>> announcement) {
        for (Http2Node each : nodes.getOrDefault(target.node(), List.of())) {
            if (each.takes(target, tls, most)) {
                return each;
            }
        }
        Http2Node made = new Http2Node(http, this, target, tls, most);
        nodes.computeIfAbsent(target.node(), _ -> new ArrayList<>()).add(made);
        try {
            made.connect(announcement.get());
        } catch (ChannelException noSocket) {
            remove(made);
            throw noSocket;
        }
        return made;
    }

    /** Forgets one that takes no more. */
    void remove(Http2Node gone) {
        nodes.computeIfPresent(gone.target().node(), (_, all) -> {
            all.remove(gone);
            return all.isEmpty() ? null : all;
        });
    }

    /** Closes all of them. */
    void close() {
        List.copyOf(nodes.values()).forEach(all -> List.copyOf(all).forEach(Http2Node::close));
    }
}
