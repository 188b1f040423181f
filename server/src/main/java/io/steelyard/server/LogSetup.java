package io.steelyard.server;

import io.steelyard.control.accesslog.BucketStore;
import io.steelyard.control.accesslog.LogBuckets;
import io.steelyard.control.accesslog.LogDelivery;
import io.steelyard.control.accesslog.LogStore;
import io.steelyard.control.container.Containers;
import io.steelyard.control.store.Store;
import io.steelyard.domain.region.Region;
import io.steelyard.server.logstore.S3Buckets;
import io.steelyard.server.logstore.S3LogStore;
import io.steelyard.server.logstore.SwiftLogStore;
import io.steelyard.server.settings.LogSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Delivers the logs of a data directory's proxy where the settings say. */
final class LogSetup {
    private final LogSettings settings;
    private final Path logs;
    private final Optional<BucketStore> s3;
    private final LogBuckets buckets;
    private final InstantSource clock;

    LogSetup(LogSettings settings, Path data, List<Region> regions, InstantSource clock) throws IOException {
        this.settings = settings;
        this.logs = data.resolve("logs");
        this.s3 =
                settings.target() instanceof LogSettings.S3 target ? Optional.of(s3(target, clock)) : Optional.empty();
        this.buckets = new LogBuckets(logs, settings.buckets(), s3, regions, clock);
        this.clock = clock;
    }

    private static BucketStore s3(LogSettings.S3 target, InstantSource clock) {
        return new S3Buckets(
                target.endpoint(), target.region(), target.keyId(), target.key().value(), clock);
    }

    /** Where accounts may have logs written to. */
    LogBuckets buckets() {
        return buckets;
    }

    LogDelivery delivery(Containers containers, Store store) throws IOException {
        return new LogDelivery(
                logs, target(containers), buckets, store, clock, settings.quotaOctets(), containers::octets);
    }

    private LogStore target(Containers containers) {
        return switch (settings.target()) {
            case LogSettings.Disk _ -> containers;
            case LogSettings.Swift swift ->
                new SwiftLogStore(swift.auth(), swift.user(), swift.key().value(), swift.account());
            case LogSettings.S3 target -> new S3LogStore(s3.orElseThrow(), target.bucket());
        };
    }
}
