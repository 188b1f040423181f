package io.steelyard.server.accesskey;

import io.steelyard.control.accesskey.AccessKey;
import io.steelyard.server.account.AccountClient;
import io.steelyard.server.account.AccountClientException;
import io.steelyard.server.account.ServiceOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code steelyard access-key remove}. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Forgets a key; requests signed with it are refused from then on.")
final class RemoveCommand implements Callable<Integer> {
    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Parameters(paramLabel = "ID", description = "such as AKIAIOSFODNN7EXAMPLE")
    private String id = "";

    @Override
    public Integer call() throws InterruptedException {
        return service.run(this::remove);
    }

    private void remove(AccountClient account) throws AccountClientException, InterruptedException {
        if (!AccessKey.isValidId(id)) {
            throw new AccountClientException("no access key has an id such as " + id);
        }
        account.ask("DELETE", AccessKeyCommand.PATH + "/" + id, "");
    }
}
