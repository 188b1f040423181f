package io.steelyard.server.accesskey;

import io.steelyard.server.account.ServiceOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code steelyard access-key list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the ids of an account's keys.")
final class ListCommand implements Callable<Integer> {
    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Override
    public Integer call() throws InterruptedException {
        return service.run(account -> account.ask("GET", AccessKeyCommand.PATH, "")
                .path("accessKeys")
                .forEach(key -> System.out.println(key.path("id").asString())));
    }
}
