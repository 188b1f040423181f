package io.steelyard.proxy.udp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The flows of one address that takes datagrams, no more than its balancer may have clients. Bound to the event loop of
 * its socket.
 */
public final class Flows {
    private final Channel socket;
    private final Loop loop;
    private final Map<InetSocketAddress, Flow> flows = new HashMap<>();

    /** @param socket where clients' datagrams come from and answers go out */
    public Flows(Channel socket, Loop loop) {
        this.socket = socket;
        this.loop = loop;
    }

    /**
     * Carries one datagram of a client.
     *
     * @param frontend what serves new flows; those that were begun under another one go on there
     * @param datagram released here
     */
    public void take(Frontend frontend, InetSocketAddress client, ByteBuf datagram) {
        Flow flow = flows.get(client);
        if (flow == null) {
            flow = begin(frontend, client);
        }
        if (flow == null) {
            datagram.release();
        } else {
            flow.toNode(datagram);
        }
    }

    private @Nullable Flow begin(Frontend frontend, InetSocketAddress client) {
        if (frontend.isRevoked(System.nanoTime())) {
            return null;
        }
        Optional<ProxyFailure> refusal = frontend.admit(client.getAddress());
        if (refusal.isPresent()) {
            FailureLog.log(refusal.get(), frontend, null);
            frontend.cell(loop).figures().failed(refusal.get());
            return null;
        }
        Flow begun = new Flow(this, frontend, client, loop);
        flows.put(client, begun);
        if (!begun.open()) {
            begun.close();
            return null;
        }
        return begun;
    }

    void toClient(ByteBuf datagram, InetSocketAddress client) {
        if (socket.isWritable()) {
            socket.writeAndFlush(new DatagramPacket(datagram, client), socket.voidPromise());
        } else {
            datagram.release();
        }
    }

    void ended(Flow flow) {
        flows.remove(flow.client(), flow);
    }

    /** The socket is closed: nothing can be answered any more. */
    public void close() {
        List.copyOf(flows.values()).forEach(Flow::close);
    }
}
