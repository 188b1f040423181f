package io.steelyard.server.account;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service, and which account of it. */
public final class ServiceOptions {
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

    /** What is done with an account. */
    @FunctionalInterface
    public interface Work {
        void with(AccountClient account) throws AccountClientException, InterruptedException;
    }

    /** Does it, and says why not where it cannot be done. */
    public int run(Work work) throws InterruptedException {
        try (AccountClient client = new AccountClient(operator, data, Optional.ofNullable(account))) {
            work.with(client);
            return 0;
        } catch (AccountClientException cannot) {
            System.err.println("steelyard: " + cannot.getMessage());
            return 1;
        }
    }
}
