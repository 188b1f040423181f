package io.steelyard.server;

import io.steelyard.control.accesslog.LogDelivery;
import io.steelyard.control.accesslog.LogStore;
import io.steelyard.control.container.Containers;
import io.steelyard.control.store.Store;
import io.steelyard.server.logstore.S3LogStore;
import io.steelyard.server.logstore.SwiftLogStore;
import io.steelyard.server.settings.LogSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Delivers the logs of a data directory's proxy where the settings say. */
final class LogSetup {
    private LogSetup() {}

    static LogDelivery delivery(
            LogSettings settings, Path data, Containers containers, Store store, InstantSource clock)
            throws IOException {
        return new LogDelivery(
                data.resolve("logs"),
                target(settings.target(), containers, clock),
                store,
                clock,
                settings.quotaOctets(),
                containers::octets);
    }

    private static LogStore target(LogSettings.Target target, Containers containers, InstantSource clock) {
        return switch (target) {
            case LogSettings.Disk _ -> containers;
            case LogSettings.Swift swift ->
                new SwiftLogStore(swift.auth(), swift.user(), swift.key().value(), swift.account());
            case LogSettings.S3 s3 ->
                new S3LogStore(
                        s3.endpoint(),
                        s3.bucket(),
                        s3.region(),
                        s3.keyId(),
                        s3.key().value(),
                        clock);
        };
    }
}
