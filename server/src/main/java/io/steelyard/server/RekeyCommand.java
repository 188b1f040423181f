package io.steelyard.server;

import io.steelyard.control.secret.MasterKey;
import io.steelyard.control.secret.MasterKeys;
import io.steelyard.control.secret.Resealing;
import io.steelyard.control.store.Store;
import io.steelyard.server.kill.MortalStore;
import io.steelyard.store.DataDirectory;
import io.steelyard.store.SqliteStore;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code steelyard rekey}: another master key. Stopped at any moment, it goes on where it was when it runs again. */
@Command(
        name = "rekey",
        mixinStandardHelpOptions = true,
        description =
                "Seals every secret of a data directory that no service is using with a new master key. May be stopped at"
                        + " any moment and run again; the service starts in between as well.")
final class RekeyCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", required = true, description = "the data directory")
    @Nullable
    private Path data;

    @Option(
            names = "--master-key-file",
            paramLabel = "FILE",
            description = "where the master key is (master.key in the data directory)")
    @Nullable
    private Path masterKeyFile;

    @Override
    public Integer call() throws Exception {
        try (DataDirectory directory = DataDirectory.openExisting(Objects.requireNonNull(data));
                Store store = MortalStore.around(SqliteStore.open(directory))) {
            MasterKeyFile file = MasterKeyFile.of(directory.path(), Optional.ofNullable(masterKeyFile));
            SecretSetup.vault(file, store);
            MasterKeys before = file.read();
            MasterKey next = file.drawNext();
            say("the next master key is " + next.id());
            int sealed = new Resealing(store, before.current(), next).run(part -> say("sealed " + part + " secrets"));
            say("every secret is sealed with it");
            file.promoteNext();
            say("it is the master key now: " + file + " (" + sealed + " secrets in this run)");
        }
        return 0;
    }

    private static void say(String done) {
        System.out.println(done);
    }
}
