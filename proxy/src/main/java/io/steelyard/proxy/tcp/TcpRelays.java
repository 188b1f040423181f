package io.steelyard.proxy.tcp;

import io.netty.channel.socket.SocketChannel;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.proxyprotocol.ClientAddress;
import io.steelyard.proxy.upstream.Target;

/** Relays clients that a frontend has admitted. Called on the client's event loop. */
public record TcpRelays(TcpLimits limits) {
    /** Carries bytes. */
    public void open(SocketChannel client, Frontend frontend, Loop loop) {
        open(client, frontend, loop, Conversation.NONE);
    }

    /** Carries bytes that a protocol looks at. */
    public void open(SocketChannel client, Frontend frontend, Loop loop, Conversation conversation) {
        Opening opening = Opening.of(frontend.protocol());
        ClientSession session = ClientSession.of(ClientAddress.of(client).getAddress());
        NodeTries tries = NodeTries.of(frontend, loop, opening != Opening.CLIENT_ASKS, session);
        new TcpRelay(frontend, loop, limits, tries, opening, conversation, session).start(client);
    }

    /** Carries bytes to this node and no other. */
    public void open(SocketChannel client, Frontend frontend, Loop loop, Conversation conversation, Target node) {
        NodeTries only = NodeTries.only(node, frontend, loop);
        new TcpRelay(frontend, loop, limits, only, Opening.NONE, conversation, ClientSession.NONE).start(client);
    }
}
