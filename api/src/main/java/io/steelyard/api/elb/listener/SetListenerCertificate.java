package io.steelyard.api.elb.listener;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.ClassicListener;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;

/** Says which certificate a listener shows; connections that are open keep theirs. */
public final class SetListenerCertificate implements Action {
    private final ClassicService classics;

    public SetListenerCertificate(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        Port port = new Port(call.parameters().requireNumber("LoadBalancerPort", Port.MIN, Port.MAX));
        String certificate = call.parameters().require(Listeners.CERTIFICATE);
        classics.change(call.caller(), call.balancer(), said -> with(said, port, certificate));
    }

    private static Classic with(Classic said, Port port, String certificate) {
        ClassicListener listener = said.listener(port)
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.LISTENER)));
        if (!listener.protocol().isSecure()) {
            throw QueryError.INVALID_CONFIGURATION.because(
                    "A listener of " + listener.protocol() + " shows no certificate.");
        }
        return said.withListener(listener.withCertificate(certificate));
    }
}
