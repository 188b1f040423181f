package io.steelyard.server.instance;

import io.steelyard.server.account.ServiceOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code steelyard instance add}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Adds a server, or says anew where it is; load balancers follow.")
final class AddCommand implements Callable<Integer> {
    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Parameters(paramLabel = "ID", description = "such as i-4f8cf126")
    private String id = "";

    @Option(names = "--address", required = true, paramLabel = "ADDRESS", description = "where load balancers reach it")
    private String address = "";

    @Option(names = "--zone", required = true, paramLabel = "ZONE", description = "such as us-east-1a")
    private String zone = "";

    @Option(names = "--group", paramLabel = "GROUP", description = "the scaling group that it belongs to")
    @Nullable
    private String group;

    @Override
    public Integer call() throws InterruptedException {
        ObjectNode instance =
                JsonMapper.shared().createObjectNode().put("address", address).put("zone", zone);
        if (group != null) {
            instance.put("group", group);
        }
        return service.run(account -> account.ask("PUT", InstancePath.of(id), instance.toString()));
    }
}
