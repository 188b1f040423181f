package io.steelyard.proxy.ftp;

import java.net.Inet4Address;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a data connection goes, as replies say it: 227 (RFC 959, section 4.2) and 229 (RFC 2428, section 3). */
final class DataAddress {
    private static final int OCTET_MAX = 255;
    private static final int PORT_MAX = 65_535;
    private static final Pattern PASSIVE = Pattern.compile("227 .*?(?:[0-9]{1,3},){4}([0-9]{1,3}),([0-9]{1,3}).*");
    private static final Pattern EXTENDED = Pattern.compile("229 .*\\(([!-~])\\1\\1([0-9]{1,5})\\1\\).*");

    private DataAddress() {}

    /** The port in a reply; its address is not looked at, since data comes from the node that the client talks to. */
    static OptionalInt portIn(String reply) {
        Matcher passive = PASSIVE.matcher(reply);
        if (passive.matches()) {
            return port(passive.group(1), passive.group(2));
        }
        Matcher extended = EXTENDED.matcher(reply);
        return extended.matches() ? within(Integer.parseInt(extended.group(2)), PORT_MAX) : OptionalInt.empty();
    }

    private static OptionalInt port(String high, String low) {
        OptionalInt first = within(Integer.parseInt(high), OCTET_MAX);
        OptionalInt second = within(Integer.parseInt(low), OCTET_MAX);
        return first.isPresent() && second.isPresent()
                ? within(first.getAsInt() << 8 | second.getAsInt(), PORT_MAX)
                : OptionalInt.empty();
    }

    private static OptionalInt within(int value, int max) {
        return value <= max ? OptionalInt.of(value) : OptionalInt.empty();
    }

    static String passive(Inet4Address address, int port) {
        String host = address.getHostAddress().replace('.', ',');
        return "227 Entering Passive Mode (" + host + "," + (port >> 8) + "," + (port & 0xFF) + ").\r\n";
    }

    static String extended(int port) {
        return "229 Entering Extended Passive Mode (|||" + port + "|)\r\n";
    }
}
