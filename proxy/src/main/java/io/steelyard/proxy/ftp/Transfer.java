package io.steelyard.proxy.ftp;

import io.steelyard.proxy.tcp.Conversation;

/** A data connection: bytes alone. */
record Transfer(FtpSession session) implements Conversation {
    @Override
    public void ended() {
        session.transferEnded();
    }
}
