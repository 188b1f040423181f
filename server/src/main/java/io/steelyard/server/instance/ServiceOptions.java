package io.steelyard.server.instance;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service, and which account of it. */
final class ServiceOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the service's data directory, where the operator's token is (steelyard-data)")
    private Path data = Path.of("steelyard-data");

    @Option(names = "--operator", paramLabel = "URL", description = "the operator's listener (http://127.0.0.1:8081)")
    private URI operator = URI.create("http://127.0.0.1:8081");

    @Option(names = "--account", paramLabel = "NAME", description = "the account; without it the first one")
    @Nullable
    private String account;

    /** What is done with an inventory. */
    @FunctionalInterface
    interface Work {
        void with(Inventory inventory) throws InventoryException, InterruptedException;
    }

    /** Does it, and says why not where it cannot be done. */
    int run(Work work) throws InterruptedException {
        try (Inventory inventory = new Inventory(operator, data, Optional.ofNullable(account))) {
            work.with(inventory);
            return 0;
        } catch (InventoryException cannot) {
            System.err.println("steelyard: " + cannot.getMessage());
            return 1;
        }
    }
}
