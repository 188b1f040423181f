package io.steelyard.proxy.address;

import io.steelyard.domain.virtualip.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which addresses this service put on the host's interface, in a file that is replaced whole, one in each line. */
final class Ledger {
    private final Path file;
    private final Set<IpAddress> addresses;

    private Ledger(Path file, Set<IpAddress> addresses) {
        this.file = file;
        this.addresses = addresses;
    }

    /** Lines that are no addresses are dropped. */
    static Ledger open(Path file) throws IOException {
        Set<IpAddress> noted = new TreeSet<>();
        if (Files.exists(file)) {
            Files.readAllLines(file)
                    .forEach(line -> IpAddress.parse(line.strip()).ifPresent(noted::add));
        }
        return new Ledger(file, noted);
    }

    Set<IpAddress> all() {
        return Set.copyOf(addresses);
    }

    boolean has(IpAddress address) {
        return addresses.contains(address);
    }

    void add(IpAddress address) throws IOException {
        if (addresses.add(address)) {
            write();
        }
    }

    void remove(IpAddress address) throws IOException {
        if (addresses.remove(address)) {
            write();
        }
    }

    private void write() throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                next, addresses.stream().map(address -> address + "\n").collect(Collectors.joining()));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
