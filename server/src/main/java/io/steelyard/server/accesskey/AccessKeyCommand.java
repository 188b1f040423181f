package io.steelyard.server.accesskey;

import picocli.CommandLine.Command;

/** {@code steelyard access-key}: what an account of a running service signs requests of the ELB dialect with. */
@Command(
        name = "access-key",
        mixinStandardHelpOptions = true,
        description = "Makes, shows and removes what an account signs requests of the ELB dialect with.",
        subcommands = {CreateCommand.class, ListCommand.class, RemoveCommand.class})
public final class AccessKeyCommand {
    static final String PATH = "/access-keys";
}
