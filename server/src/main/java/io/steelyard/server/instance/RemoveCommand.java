package io.steelyard.server.instance;

import io.steelyard.server.account.ServiceOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code steelyard instance remove}. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Forgets a server; load balancers send nothing to it any more.")
final class RemoveCommand implements Callable<Integer> {
    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Parameters(paramLabel = "ID", description = "such as i-4f8cf126")
    private String id = "";

    @Override
    public Integer call() throws InterruptedException {
        return service.run(account -> account.ask("DELETE", InstancePath.of(id), ""));
    }
}
