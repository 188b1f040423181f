package io.steelyard.control.accesslog;

import io.steelyard.domain.accesslog.SealedLog;
import io.steelyard.domain.account.TenantId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Logs on their way, as files: {@code sealed/} is what hosts left, {@code outbox/{tenant}/{container}/{object}} what has
 * its final name, {@code buckets/{tenant}/{bucket}/{key}} the same of detailed logs, and {@code hours/} which part has an
 * hour's plain name. A part is given its name before it is first sent, by
 * one rename, so it is delivered under the same one however often that is tried.
 */
final class Outbox {
    private static final Comparator<SealedLog> ORDER = Comparator.comparing(SealedLog::begin)
            .thenComparing(SealedLog::epoch)
            .thenComparing(SealedLog::segment);

    /** Something to be delivered. */
    record Parcel(LogAddress name, Path file) {}

    private final Path sealed;
    private final Path outbox;
    private final Path buckets;
    private final Hours hours;

    /** @param logs the directory that a host leaves its logs in; made if absent */
    Outbox(Path logs) throws IOException {
        this.sealed = logs.resolve("sealed");
        this.outbox = logs.resolve("outbox");
        this.buckets = logs.resolve("buckets");
        Path names = logs.resolve("hours");
        for (Path each : List.of(logs, sealed, outbox, buckets, names)) {
            makeDirectory(each);
        }
        this.hours = new Hours(names);
    }

    static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            try {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException madeByTheHost) {
                return;
            }
        }
    }

    /** What hosts left, earliest first for each balancer. */
    List<SealedLog> sealed() throws IOException {
        return names(sealed).stream()
                .flatMap(name -> SealedLog.parse(name).stream())
                .sorted(ORDER)
                .toList();
    }

    long size(SealedLog log) throws IOException {
        return Files.size(file(log));
    }

    private Path file(SealedLog log) {
        return sealed.resolve(log.fileName());
    }

    /** Whether this part has its hour's plain name, which the first one to ask gets for good. */
    boolean isFirst(SealedLog log, Instant now) throws IOException {
        return hours.isFirst(log, now);
    }

    /** Gives a part its name. */
    void take(SealedLog log, LogName name) throws IOException {
        Path target = outbox.resolve(name.tenant().toString()).resolve(name.container());
        Files.createDirectories(target);
        Files.move(file(log), target.resolve(name.object()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The same of a detailed log. */
    void take(SealedLog log, BucketKey name) throws IOException {
        Path target =
                buckets.resolve(name.tenant().toString()).resolve(name.bucket()).resolve(name.key());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.move(file(log), target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** It will not be delivered. */
    void drop(SealedLog log) throws IOException {
        Files.deleteIfExists(file(log));
    }

    /** Everything that is to be delivered. */
    List<Parcel> parcels() throws IOException {
        List<Parcel> parcels = new ArrayList<>();
        for (String tenant : names(outbox)) {
            for (String container : names(outbox.resolve(tenant))) {
                Path directory = outbox.resolve(tenant).resolve(container);
                for (String object : names(directory)) {
                    LogName name = new LogName(new TenantId(Long.parseLong(tenant)), container, object);
                    parcels.add(new Parcel(name, directory.resolve(object)));
                }
            }
        }
        for (Path file : below(buckets)) {
            if (Files.isRegularFile(file)) {
                parcels.add(new Parcel(bucketKey(buckets.relativize(file)), file));
            }
        }
        return parcels;
    }

    private static BucketKey bucketKey(Path name) {
        return new BucketKey(
                new TenantId(Long.parseLong(name.getName(0).toString())),
                name.getName(1).toString(),
                name.subpath(2, name.getNameCount()).toString());
    }

    /** All that is in a directory, each thing after that which it is in. */
    private static List<Path> below(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(each -> !each.equals(directory)).sorted().toList();
        }
    }

    /** It was delivered. */
    void delivered(Parcel parcel) throws IOException {
        Files.deleteIfExists(parcel.file());
    }

    /** What each tenant has waiting, in octets. */
    Map<TenantId, Long> held() throws IOException {
        Map<TenantId, Long> held = new HashMap<>();
        for (Parcel parcel : parcels()) {
            held.merge(parcel.name().tenant(), Files.size(parcel.file()), Long::sum);
        }
        return held;
    }

    /** Forgets what is of no more use: hours that are long over, directories without anything to deliver. */
    void tidy(Instant now) throws IOException {
        hours.tidy(now);
        for (String tenant : names(outbox)) {
            Path account = outbox.resolve(tenant);
            for (String container : names(account)) {
                deleteIfEmpty(account.resolve(container));
            }
            deleteIfEmpty(account);
        }
        for (Path directory : below(buckets).reversed()) {
            if (Files.isDirectory(directory)) {
                deleteIfEmpty(directory);
            }
        }
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        if (names(directory).isEmpty()) {
            Files.delete(directory);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
