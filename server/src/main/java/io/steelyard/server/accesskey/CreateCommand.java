package io.steelyard.server.accesskey;

import io.steelyard.server.account.ServiceOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code steelyard access-key create}. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Makes a key and shows its id and its secret; nothing shows the secret later.")
final class CreateCommand implements Callable<Integer> {
    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Override
    public Integer call() throws InterruptedException {
        return service.run(
                account -> print(account.ask("POST", AccessKeyCommand.PATH, "").path("accessKey")));
    }

    private static void print(JsonNode made) {
        System.out.println(
                made.path("id").asString() + "  " + made.path("secret").asString());
    }
}
