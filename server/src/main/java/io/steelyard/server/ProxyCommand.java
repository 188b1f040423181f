package io.steelyard.server;

import picocli.CommandLine.Command;

/** {@code steelyard proxy}: what is done to the proxy of a running service; the data plane alone is not Java's to start here. */
@Command(
        name = "proxy",
        mixinStandardHelpOptions = true,
        description = "Does something to the proxy of a running service.",
        subcommands = ProxyRestartCommand.class)
final class ProxyCommand {
    /** Whether these arguments are for this command, and not for a data plane of its own. */
    static boolean isMeant(String... args) {
        return args.length > 1 && args[0].equals("proxy") && args[1].equals("restart");
    }
}
