package io.steelyard.server.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where settings come from: a flag beats the environment beats the configuration file beats the usual value. */
public final class SettingSources {
    private static final String PREFIX = "STEELYARD_";
    /** Variables about processes, which are no settings of the service. */
    private static final Set<String> OTHERS = Set.of("STEELYARD_DIST", "STEELYARD_PROXY_JVM", "STEELYARD_ZONE");

    private final Map<Setting, List<String>> flags;
    private final Map<String, String> environment;
    private final Map<Setting, List<String>> file;

    private SettingSources(
            Map<Setting, List<String>> flags, Map<String, String> environment, Map<Setting, List<String>> file) {
        this.flags = flags;
        this.environment = environment;
        this.file = file;
    }

    /**
     * @throws SettingException when the environment or the file holds a setting that does not exist
     */
    public static SettingSources of(
            Map<Setting, List<String>> flags, Map<String, String> environment, Optional<Path> file) {
        environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !OTHERS.contains(name))
                .filter(name ->
                        Stream.of(Setting.values()).noneMatch(s -> s.variable().equals(name)))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new SettingException("the environment variable " + name
                            + " names no setting; see steelyard run --help for those that exist");
                });
        return new SettingSources(
                flags, environment, file.map(SettingSources::read).orElse(Map.of()));
    }

    /** A setting's values, {@code @FILE} replaced by what the file holds; empty when there is no value at all. */
    public List<String> values(Setting setting) {
        return given(setting).stream().map(value -> content(setting, value)).toList();
    }

    /** The value of a setting that always has one. */
    public String value(Setting setting) {
        List<String> values = values(setting);
        if (values.size() != 1) {
            throw new SettingException(setting.flag() + " takes one value, not " + values.size());
        }
        return values.getFirst();
    }

    /** The value of a setting that may have none. */
    public Optional<String> optional(Setting setting) {
        return values(setting).isEmpty() ? Optional.empty() : Optional.of(value(setting));
    }

    private List<String> given(Setting setting) {
        if (flags.containsKey(setting)) {
            return flags.getOrDefault(setting, List.of());
        }
        String variable = environment.get(setting.variable());
        if (variable != null) {
            return setting.repeatable() ? List.of(variable.strip().split("\\s+")) : List.of(variable);
        }
        if (file.containsKey(setting)) {
            return file.getOrDefault(setting, List.of());
        }
        return setting.usual().stream().toList();
    }

    private static String content(Setting setting, String value) {
        if (!value.startsWith("@")) {
            return value;
        }
        Path path = Path.of(value.substring(1));
        try {
            return Files.readString(path).strip();
        } catch (IOException unreadable) {
            throw new SettingException(
                    setting.flag() + " names the file " + path + ", which cannot be read", unreadable);
        }
    }

    private static Map<Setting, List<String>> read(Path path) {
        if (!Files.isReadable(path)) {
            throw new SettingException("--config names the file " + path + ", which cannot be read");
        }
        try {
            return settings(path, ConfigFactory.parseFile(path.toFile()).resolve());
        } catch (ConfigException broken) {
            throw new SettingException("--config: " + broken.getMessage(), broken);
        }
    }

    private static Map<Setting, List<String>> settings(Path path, Config config) {
        Map<Setting, List<String>> settings = new EnumMap<>(Setting.class);
        config.root().forEach((key, value) -> {
            Setting setting = Setting.withKey(key)
                    .orElseThrow(() -> new SettingException("the setting " + key + " in " + path
                            + " does not exist; see steelyard run --help for those that do"));
            settings.put(setting, texts(setting, value));
        });
        return settings;
    }

    private static List<String> texts(Setting setting, ConfigValue value) {
        if (value.valueType() == ConfigValueType.LIST && value.unwrapped() instanceof List<?> list) {
            if (!setting.repeatable()) {
                throw new SettingException(setting.key() + " takes one value, not a list");
            }
            return list.stream().map(String::valueOf).toList();
        }
        if (value.valueType() == ConfigValueType.OBJECT) {
            throw new SettingException(setting.key() + " is a text such as " + setting.form() + ", not an object");
        }
        return List.of(String.valueOf(value.unwrapped()));
    }
}
