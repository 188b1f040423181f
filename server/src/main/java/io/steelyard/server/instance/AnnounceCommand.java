package io.steelyard.server.instance;

import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.server.aws.AwsSignature;
import io.steelyard.server.aws.QueryClient;
import io.steelyard.server.settings.Durations;
import io.steelyard.server.tls.GivenTrust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code steelyard instance announce}, run on the server itself. */
@Command(
        name = "announce",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells a service that this server is there, and goes on telling it: load balancers may register it by its id, and"
                    + " send nothing to it once it has stopped or is silent.",
            "The account is that of the access key. It is read from --credentials, else from AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY. SIGTERM says that the server stops."
        })
final class AnnounceCommand implements Callable<Integer> {
    /** Region of signatures; the service takes any of this one. */
    private static final String REGION = "us-east-1";

    private static final String VERSION = "2026-11-22";
    private static final int REFUSED = 1;
    private static final int WRONG = 2;

    @Option(names = "--service", paramLabel = "URL", description = "the service's API (http://127.0.0.1:8080)")
    private URI service = URI.create("http://127.0.0.1:8080");

    @Option(names = "--credentials", paramLabel = "FILE", description = "a file with an access key, written ID:SECRET")
    @Nullable
    private Path credentials;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "certificates, PEM, that an https service is trusted by; without it this machine's")
    @Nullable
    private Path authorities;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description =
                    "the server's id; without it the one that its cloud gave it (the DMI board asset tag), else i-"
                            + " and 17 digits that are made of its host name")
    @Nullable
    private String id;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "where load balancers reach it; without it the address that it reaches the service from")
    @Nullable
    private String address;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "such as us-east-1a; without it STEELYARD_ZONE of the environment")
    @Nullable
    private String zone;

    @Option(names = "--group", paramLabel = "GROUP", description = "the scaling group that it belongs to")
    @Nullable
    private String group;

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "a tag; repeatable, at most 10")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "how often it is announced (10s); 1s to 1h")
    private Duration interval = Duration.ofSeconds(10);

    @Option(
            names = "--missed",
            paramLabel = "NUMBER",
            description = "after how many announcements that are missing it counts as stopped (3); 1 to 20")
    private int missed = 3;

    @Option(names = "--once", description = "announce it once and end; it counts for --interval times --missed")
    private boolean once;

    @Option(names = "--forget", description = "when this ends, have the service forget the server; without it: stopped")
    private boolean forget;

    @Option(names = "--json", description = "say what happens as JSON, an object a line")
    private boolean json;

    @Override
    public Integer call() {
        try {
            Announcement what = announcement();
            try (QueryClient client = client()) {
                return new Announcer(client, what, interval, new AnnouncerLog(json, System.out, System.err))
                        .run(once, forget);
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println("steelyard: " + wrong.getMessage());
            return WRONG;
        } catch (IOException cannot) {
            System.err.println("steelyard: " + cannot.getMessage());
            return REFUSED;
        }
    }

    private Announcement announcement() throws IOException {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("--interval is 1s to 1h");
        }
        if (missed < 1 || missed > 20) {
            throw new IllegalArgumentException("--missed is 1 to 20");
        }
        String named = id == null ? ThisServer.id() : id;
        if (!InstanceId.isValid(named)) {
            throw new IllegalArgumentException("--id is i- and 1 to 62 letters, digits, \"-\" and \"_\", not " + named);
        }
        String where = zone == null ? System.getenv("STEELYARD_ZONE") : zone;
        if (where == null || where.isBlank()) {
            throw new IllegalArgumentException("name the server's zone with --zone, or in STEELYARD_ZONE");
        }
        IpAddress reached = address == null
                ? ThisServer.addressTowards(service)
                : IpAddress.parse(address)
                        .orElseThrow(() -> new IllegalArgumentException("--address is an IPv4 or IPv6 address"));
        return new Announcement(
                named, reached.toString(), where, Optional.ofNullable(group), tags, interval.multipliedBy(missed));
    }

    private QueryClient client() throws IOException {
        boolean http = "http".equals(service.getScheme()) || "https".equals(service.getScheme());
        if (!http || service.getHost() == null || !service.getRawPath().matches("/?")) {
            throw new IllegalArgumentException("--service is written http[s]://HOST[:PORT]");
        }
        String[] key = key();
        Optional<SSLContext> trust =
                authorities == null ? Optional.empty() : Optional.of(GivenTrust.context(authorities));
        return new QueryClient(
                service, VERSION, new AwsSignature(key[0], key[1], REGION, "inventory"), InstantSource.system(), trust);
    }

    private static String read(Path credentials) {
        try {
            return Files.readString(credentials);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the file of --credentials cannot be read: " + unreadable, unreadable);
        }
    }

    private String[] key() {
        String id = System.getenv("AWS_ACCESS_KEY_ID");
        String secret = System.getenv("AWS_SECRET_ACCESS_KEY");
        String[] key = credentials == null
                ? new String[] {id == null ? "" : id, secret == null ? "" : secret}
                : read(credentials).strip().split(":", 2);
        if (key.length != 2 || key[0].isEmpty() || key[1].isEmpty()) {
            throw new IllegalArgumentException("give an access key, as ID:SECRET in the file of --credentials, or in"
                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
        return key;
    }
}
