package io.steelyard.server;

import io.steelyard.server.demo.Demo;
import io.steelyard.server.settings.RunSettings;
import io.steelyard.server.settings.Setting;
import io.steelyard.server.settings.SettingException;
import io.steelyard.server.settings.SettingSources;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code steelyard run}: the whole service on this machine. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        modelTransformer = RunCommand.SettingFlags.class,
        description = {
            "Runs the service: the API and, as a process of its own, the proxy.",
            "Each setting may also be given as an environment variable (STEELYARD_ and its name in capitals, \"_\" for"
                    + " \"-\"; several values separated by spaces) or in a configuration file (HOCON, the name without"
                    + " \"--\"). A flag beats the environment beats the file. A value @FILE is read from that file."
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "a configuration file")
    @Nullable
    private Path config;

    @Option(
            names = "--demo",
            description = "also start two sample servers with a load balancer in front of them, made over the API")
    private boolean demo;

    @Override
    public Integer call() throws Exception {
        RunSettings settings = RunSettings.of(SettingSources.of(flags(), System.getenv(), Optional.ofNullable(config)));
        if (demo && !settings.loopbackNodes()) {
            throw new SettingException("--demo has its sample servers on loopback, where nodes are refused here; add "
                    + Setting.LOOPBACK_NODES.flag() + " allow");
        }
        Service service = Service.start(settings);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            service.close();
            stopped.countDown();
        }));
        Optional<URI> url = Optional.empty();
        if (demo) {
            url = Optional.of(startDemo(service));
        }
        new Announcement(System.out).print(service, url);
        stopped.await();
        return 0;
    }

    private static URI startDemo(Service service) throws InterruptedException {
        Credentials login = service.account().credentials();
        try {
            return service.closingWith(new Demo(service.address(), service.tls().certificate()))
                    .start(login.user(), login.apiKey());
        } catch (IOException failed) {
            throw new CannotStartException("the demo could not be set up: " + failed.getMessage(), failed);
        }
    }

    private Map<Setting, List<String>> flags() {
        Map<Setting, List<String>> flags = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            OptionSpec option = spec == null ? null : spec.findOption(setting.flag());
            if (option != null && option.getValue() != null) {
                List<String> values = option.getValue();
                flags.put(setting, values);
            }
        }
        return flags;
    }

    /** Turns every {@link Setting} into a flag. */
    static final class SettingFlags implements picocli.CommandLine.IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            for (Setting setting : Setting.values()) {
                String usual = setting.usual().map(value -> " (" + value + ")").orElse("");
                command.addOption(OptionSpec.builder(setting.flag())
                        .paramLabel(setting.form())
                        .description(setting.meaning() + usual + (setting.repeatable() ? "; repeatable" : ""))
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .build());
            }
            return command;
        }
    }
}
