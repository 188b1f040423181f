package io.steelyard.server.top;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code steelyard top}: what goes through each load balancer just now. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description = "Shows the live traffic of every load balancer of a running service, the busiest first.")
public final class TopCommand implements Callable<Integer> {
    private static final int MOST_NODES = 1_000;
    private static final int USUAL_LINES = 24;
    /** Cursor to the upper left corner, everything below it empty. */
    private static final String CLEAR = "\u001b[H\u001b[J";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the service's data directory, where the operator's token is (steelyard-data)")
    private Path data = Path.of("steelyard-data");

    @Option(names = "--operator", paramLabel = "URL", description = "the operator's listener (http://127.0.0.1:8081)")
    private URI operator = URI.create("http://127.0.0.1:8081");

    @Option(names = "--nodes", description = "also the nodes, the " + MOST_NODES + " busiest")
    private boolean nodes;

    @Option(names = "--interval", paramLabel = "SECONDS", description = "between two looks, 0.1 to 60 (1)")
    private double interval = 1;

    @Option(names = "--once", description = "one look over one interval, then the end")
    private boolean once;

    @Option(names = "--json", description = "a line of JSON for each look, for programs")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (!(interval >= 0.1 && interval <= 60)) {
            System.err.println("steelyard: --interval is 0.1 to 60 seconds");
            return 2;
        }
        try (Operator service = new Operator(operator, data, nodes ? MOST_NODES : 0)) {
            watch(service, System.out);
            return 0;
        } catch (TopException cannot) {
            System.err.println("steelyard: " + cannot.getMessage());
            return 1;
        }
    }

    private void watch(Operator service, PrintStream out) throws TopException, InterruptedException {
        Sample before = service.look();
        boolean more = true;
        while (more && !out.checkError()) {
            Thread.sleep(Math.round(interval * 1000));
            Sample now = service.look();
            out.print(text(Rates.between(before, now)));
            out.flush();
            before = now;
            more = !once;
        }
    }

    private String text(List<Rates> rates) {
        if (json) {
            return RatesJson.of(rates);
        }
        boolean screen = !once && System.console() != null && System.console().isTerminal();
        return (screen ? CLEAR : "") + Table.of(rates, screen ? lines() : Integer.MAX_VALUE);
    }

    private static int lines() {
        return Optional.ofNullable(System.getenv("LINES"))
                .filter(text -> text.matches("[1-9][0-9]{0,3}"))
                .map(Integer::parseInt)
                .orElse(USUAL_LINES);
    }
}
