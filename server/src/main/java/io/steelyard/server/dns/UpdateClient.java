package io.steelyard.server.dns;

import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.server.settings.DnsUpdateSetting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** Changes names at another name server (RFC 2136) over TCP, signed where there is a key (RFC 8945). Used by one thread. */
final class UpdateClient {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final SimpleResolver server;
    private final Name zone;

    UpdateClient(DnsUpdateSetting update, DomainName zone) {
        this.server = new SimpleResolver(update.server());
        this.server.setTCP(true);
        this.server.setTimeout(LIMIT);
        update.key().map(UpdateClient::signing).ifPresent(this.server::setTSIGKey);
        this.zone = Zone.absolute(zone.value());
    }

    private static TSIG signing(DnsUpdateSetting.Key key) {
        return new TSIG(TSIG.HMAC_SHA256, Zone.absolute(key.name()), key.octets());
    }

    /**
     * Lets names lead to these addresses and nowhere else; one without addresses is no name any more. All or none.
     *
     * @throws IOException when the server cannot be asked, or refuses
     */
    void put(Map<DomainName, List<IpAddress>> names) throws IOException {
        Update update = new Update(zone);
        for (Map.Entry<DomainName, List<IpAddress>> each : names.entrySet()) {
            Name name = Zone.absolute(each.getKey().value());
            update.delete(name, Type.A);
            update.delete(name, Type.AAAA);
            for (IpAddress address : each.getValue()) {
                update.add(
                        name,
                        type(address),
                        Zone.USABLE,
                        address.toInetAddress().getHostAddress());
            }
        }
        Message answer = server.send(update);
        if (answer.getRcode() != Rcode.NOERROR) {
            throw new IOException("the update was answered " + Rcode.string(answer.getRcode()));
        }
    }

    private static int type(IpAddress address) {
        return address.version() == IpVersion.IPV6 ? Type.AAAA : Type.A;
    }
}
