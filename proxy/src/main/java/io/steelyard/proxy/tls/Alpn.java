package io.steelyard.proxy.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.listener.Protocol;

/** What a client and we agree on in the handshake to speak within TLS (RFC 7301). */
public enum Alpn {
    /** HTTP/2 for who can, else HTTP/1.1. */
    HTTP(new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1)),
    /** It is not spoken of. */
    NONE(ApplicationProtocolConfig.DISABLED);

    private final ApplicationProtocolConfig config;

    Alpn(ApplicationProtocolConfig config) {
        this.config = config;
    }

    /** For a listener where TLS ends in this way. */
    public static Alpn of(Protocol protocol, DesiredTls tls) {
        return protocol == Protocol.HTTP && tls.suitsHttp2() ? HTTP : NONE;
    }

    ApplicationProtocolConfig config() {
        return config;
    }
}
