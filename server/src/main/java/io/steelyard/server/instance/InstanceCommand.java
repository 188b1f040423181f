package io.steelyard.server.instance;

import picocli.CommandLine.Command;

/** {@code steelyard instance}: the servers that accounts may register with load balancers, of a running service. */
@Command(
        name = "instance",
        mixinStandardHelpOptions = true,
        description = "Shows and changes the servers that an account may register with load balancers.",
        subcommands = {AddCommand.class, AnnounceCommand.class, ListCommand.class, RemoveCommand.class})
public final class InstanceCommand {}
