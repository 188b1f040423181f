package io.steelyard.server.instance;

import io.steelyard.server.account.ServiceOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code steelyard instance list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Shows an account's servers, by id.")
final class ListCommand implements Callable<Integer> {
    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(names = "--json", description = "show them as JSON, an object a line")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        return service.run(account ->
                account.ask("GET", InstancePath.ALL, "").path("instances").forEach(this::print));
    }

    private void print(JsonNode instance) {
        if (json) {
            System.out.println(instance);
            return;
        }
        System.out.println(String.join(
                "  ",
                instance.path("id").asString(),
                instance.path("address").asString(),
                instance.path("zone").asString(),
                instance.path("state").asString(),
                instance.path("group").asString("-")));
    }
}
