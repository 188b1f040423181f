package io.steelyard.server.dns;

import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What there is in the domain of classic balancers (RFC 1034, section 4.2). */
final class Zone {
    /** How long an address may be used, in seconds. */
    static final long USABLE = 30;
    /** How long it may be believed that there is no such name (RFC 2308, section 4), in seconds. */
    static final long ABSENT = 5;

    private static final long RARELY = 3600;
    private static final long UINT32 = 0xffff_ffffL;

    private final Name origin;
    private final Name server;
    private final IpAddress serverAddress;
    private final Function<DomainName, Optional<List<IpAddress>>> balancers;
    private final LongSupplier serial;

    /**
     * @param serverAddress of the name server itself
     * @param balancers where a name leads to; empty when there is no such name
     * @param serial grows with each change
     */
    Zone(
            DomainName origin,
            IpAddress serverAddress,
            Function<DomainName, Optional<List<IpAddress>>> balancers,
            LongSupplier serial) {
        this.origin = absolute(origin.value());
        this.server = absolute("ns." + origin.value());
        this.serverAddress = serverAddress;
        this.balancers = balancers;
        this.serial = serial;
    }

    static Name absolute(String text) {
        try {
            return Name.fromString(text + ".");
        } catch (TextParseException tooLong) {
            throw new IllegalArgumentException(text + " is no name for a zone", tooLong);
        }
    }

    boolean contains(Name name) {
        return name.subdomain(origin);
    }

    /** Of this type, which may be any; empty when there is no such name. */
    Optional<List<Record>> records(Name name, int type) {
        return all(name)
                .map(records -> records.stream()
                        .filter(each -> type == Type.ANY || each.getType() == type)
                        .toList());
    }

    private Optional<List<Record>> all(Name name) {
        if (name.equals(origin)) {
            return Optional.of(List.of(start(), new NSRecord(origin, DClass.IN, RARELY, server)));
        }
        if (name.equals(server)) {
            return Optional.of(addresses(name, List.of(serverAddress), RARELY));
        }
        return DomainName.parse(name.toString(true)).flatMap(balancers).map(found -> addresses(name, found, USABLE));
    }

    /** Those of a balancer come in another order each time, so that clients spread over them. */
    private static List<Record> addresses(Name name, List<IpAddress> found, long usable) {
        List<Record> records = new ArrayList<>();
        for (IpAddress each : found) {
            records.add(
                    each.version() == IpVersion.IPV4
                            ? new ARecord(name, DClass.IN, usable, each.toInetAddress())
                            : new AAAARecord(name, DClass.IN, usable, each.toInetAddress()));
        }
        Collections.shuffle(records);
        return records;
    }

    /** Its start of authority, with a minimum that says how long names may be missed. */
    SOARecord start() {
        Name admin = absolute("hostmaster." + origin.toString(true));
        return new SOARecord(
                origin,
                DClass.IN,
                ABSENT,
                server,
                admin,
                serial.getAsLong() & UINT32,
                RARELY,
                RARELY / 4,
                24 * RARELY,
                ABSENT);
    }
}
