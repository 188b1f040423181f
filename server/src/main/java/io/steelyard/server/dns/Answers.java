package io.steelyard.server.dns;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers queries of one zone (RFC 1035, section 4) and refuses all others: nobody is to reach others through this server. */
final class Answers {
    /** Octets of a message over UDP unless its sender takes more (RFC 1035, section 4.2.1). */
    private static final int PLAIN = 512;
    /** What fits into a packet everywhere (RFC 9715). */
    private static final int FITS = 1232;

    private static final int LARGEST = 65_535;
    private static final int HEADER = 12;
    private static final int LATEST_EDNS = 0;

    private final Zone zone;

    Answers(Zone zone) {
        this.zone = zone;
    }

    /** To what came over UDP; empty where silence is the answer. An answer that is too long says so. */
    Optional<byte[]> overUdp(byte[] query) {
        return answer(query, false);
    }

    /** To what came over TCP. */
    Optional<byte[]> overTcp(byte[] query) {
        return answer(query, true);
    }

    private Optional<byte[]> answer(byte[] octets, boolean anyLength) {
        Message query;
        try {
            query = new Message(octets);
        } catch (IOException malformed) {
            return malformed(octets);
        }
        if (query.getHeader().getFlag(Flags.QR)) {
            // An answer to an answer could go on for ever.
            return Optional.empty();
        }
        OPTRecord extension = query.getOPT();
        int usable = extension == null ? PLAIN : Math.clamp(extension.getPayloadSize(), PLAIN, FITS);
        return Optional.of(answer(query, extension).toWire(anyLength ? LARGEST : usable));
    }

    private static Optional<byte[]> malformed(byte[] octets) {
        if (octets.length < HEADER || (octets[2] & 0x80) != 0) {
            return Optional.empty();
        }
        Header header = new Header((octets[0] & 0xff) << 8 | octets[1] & 0xff);
        header.setFlag(Flags.QR);
        header.setRcode(Rcode.FORMERR);
        return Optional.of(header.toWire());
    }

    private Message answer(Message query, @Nullable OPTRecord extension) {
        Message answer = new Message(query.getHeader().getID());
        Header header = answer.getHeader();
        header.setFlag(Flags.QR);
        header.setOpcode(query.getHeader().getOpcode());
        if (query.getHeader().getFlag(Flags.RD)) {
            header.setFlag(Flags.RD);
        }
        if (extension != null) {
            boolean known = extension.getVersion() <= LATEST_EDNS;
            answer.addRecord(new OPTRecord(FITS, known ? 0 : Rcode.BADVERS >> 4, LATEST_EDNS), Section.ADDITIONAL);
            if (!known) {
                return answer;
            }
        }
        header.setRcode(fill(answer, query));
        return answer;
    }

    private int fill(Message answer, Message query) {
        if (query.getHeader().getOpcode() != Opcode.QUERY) {
            return Rcode.NOTIMP;
        }
        List<Record> questions = query.getSection(Section.QUESTION);
        if (questions.size() != 1) {
            return Rcode.FORMERR;
        }
        Record question = questions.getFirst();
        answer.addRecord(question, Section.QUESTION);
        if (!isOurs(question)) {
            return Rcode.REFUSED;
        }
        answer.getHeader().setFlag(Flags.AA);
        return fill(answer, question.getName(), question.getType());
    }

    private boolean isOurs(Record question) {
        boolean plain = question.getDClass() == DClass.IN || question.getDClass() == DClass.ANY;
        boolean transfer = question.getType() == Type.AXFR || question.getType() == Type.IXFR;
        return plain && !transfer && zone.contains(question.getName());
    }

    private int fill(Message answer, Name name, int type) {
        Optional<List<Record>> found = zone.records(name, type);
        found.ifPresent(records -> records.forEach(each -> answer.addRecord(each, Section.ANSWER)));
        if (found.isEmpty() || found.get().isEmpty()) {
            answer.addRecord(zone.start(), Section.AUTHORITY);
        }
        return found.isPresent() ? Rcode.NOERROR : Rcode.NXDOMAIN;
    }
}
