package io.steelyard.server;

import io.steelyard.proxy.ProxyMain;
import io.steelyard.server.accesskey.AccessKeyCommand;
import io.steelyard.server.instance.InstanceCommand;
import io.steelyard.server.top.TopCommand;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of everything that is Java. */
@Command(
        name = "steelyard",
        mixinStandardHelpOptions = true,
        version = "steelyard " + Main.VERSION,
        description = "A load-balancer service.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            RekeyCommand.class,
            RehearseCommand.class,
            TopCommand.class,
            InstanceCommand.class,
            AccessKeyCommand.class,
            ProxyCommand.class
        },
        footer = {
            "",
            "Also, by the launcher alone:",
            "  build   build what is missing or stale",
            "  test    build and run every test",
            "  soak    long runs that break things on purpose; steelyard soak --help",
            "  bench   measure against HAProxy and nginx; steelyard bench --help",
            "  proxy   the data plane alone; steelyard proxy --help",
            "          (proxy restart is for the one of a running service)"
        })
public final class Main {
    static final String VERSION = "0.1.0";

    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("proxy") && !ProxyCommand.isMeant(args)) {
            // Nothing else is loaded: a data plane's memory and start-up are counted.
            ProxyMain.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new Complaint());
    }
}
