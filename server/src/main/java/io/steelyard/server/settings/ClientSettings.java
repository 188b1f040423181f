package io.steelyard.server.settings;

import io.steelyard.domain.virtualip.Cidr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What clients may take, checked.
 *
 * @param arguments as the proxy is told: flags, each with its value
 */
public record ClientSettings(List<String> arguments) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final long KILO = 1 << 10;

    public ClientSettings {
        arguments = List.copyOf(arguments);
    }

    static ClientSettings of(SettingSources sources) {
        List<String> arguments = new ArrayList<>();
        seconds(arguments, sources, Setting.HEAD_TIME, Duration.ofMinutes(10));
        size(arguments, sources, Setting.REQUEST_LINE_SIZE, KILO, 64 * KILO);
        size(arguments, sources, Setting.HEAD_SIZE, lineSize(sources), KILO * KILO);
        count(arguments, sources, Setting.HEAD_FIELDS, 16, 1024);
        count(arguments, sources, Setting.MIN_BODY_RATE, 0, KILO * KILO);
        count(arguments, sources, Setting.MIN_READ_RATE, 0, KILO * KILO);
        count(arguments, sources, Setting.REQUESTS_PER_CONNECTION, 0, Integer.MAX_VALUE);
        http2(arguments, sources);
        seconds(arguments, sources, Setting.WEBSOCKET_IDLE, DAY);
        seconds(arguments, sources, Setting.HANDSHAKE_TIME, Duration.ofMinutes(10));
        size(arguments, sources, Setting.CLIENT_HELLO_SIZE, KILO, 64 * KILO);
        count(arguments, sources, Setting.LISTENER_CONNECTIONS, 0, Integer.MAX_VALUE);
        if (sources.optional(Setting.BALANCER_CONNECTIONS).isPresent()) {
            count(arguments, sources, Setting.BALANCER_CONNECTIONS, 1, Integer.MAX_VALUE);
        }
        count(arguments, sources, Setting.SPLICE_PIPES, 0, 4096);
        carriers(arguments, sources);
        return new ClientSettings(arguments);
    }

    private static void http2(List<String> arguments, SettingSources sources) {
        count(arguments, sources, Setting.HTTP2_STREAMS, 1, 10_000);
        count(arguments, sources, Setting.HTTP2_RESETS, 1, 100_000);
        count(arguments, sources, Setting.HTTP2_FRAMES, 100, 1_000_000);
        size(arguments, sources, Setting.HTTP2_STREAM_WINDOW, 16 * KILO, 8 * KILO * KILO);
        long one = RunSettings.one(sources, Setting.HTTP2_STREAM_WINDOW, LogSettings::octets);
        size(arguments, sources, Setting.HTTP2_CONNECTION_WINDOW, Math.max(64 * KILO, one), 16 * KILO * KILO);
    }

    private static long lineSize(SettingSources sources) {
        return RunSettings.one(sources, Setting.REQUEST_LINE_SIZE, LogSettings::octets);
    }

    private static void carriers(List<String> arguments, SettingSources sources) {
        List<Cidr> networks = RunSettings.networks(sources, Setting.PROXY_PROTOCOL_FROM);
        if (!networks.isEmpty()) {
            arguments.add(Setting.PROXY_PROTOCOL_FROM.flag());
            arguments.add(networks.stream().map(Cidr::toString).collect(Collectors.joining(",")));
        }
    }

    private static void seconds(List<String> arguments, SettingSources sources, Setting setting, Duration most) {
        Duration time = RunSettings.one(sources, setting, text -> {
            Duration given = RunSettings.duration(text);
            if (given.compareTo(SECOND) < 0 || given.compareTo(most) > 0) {
                throw new IllegalArgumentException("it is 1s to " + most.toMinutes() + "m");
            }
            return given;
        });
        add(arguments, setting, time.toSeconds());
    }

    private static void size(List<String> arguments, SettingSources sources, Setting setting, long least, long most) {
        number(arguments, sources, setting, LogSettings::octets, least, most);
    }

    private static void count(List<String> arguments, SettingSources sources, Setting setting, long least, long most) {
        number(arguments, sources, setting, ClientSettings::number, least, most);
    }

    private static void number(
            List<String> arguments,
            SettingSources sources,
            Setting setting,
            ToLongFunction<String> read,
            long least,
            long most) {
        long number = RunSettings.one(sources, setting, text -> {
            long given = read.applyAsLong(text);
            if (given < least || given > most) {
                throw new IllegalArgumentException("it is " + least + " to " + most);
            }
            return given;
        });
        add(arguments, setting, number);
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,10}")) {
            throw new IllegalArgumentException("it is a number");
        }
        return Long.parseLong(text);
    }

    private static void add(List<String> arguments, Setting setting, long value) {
        arguments.add(setting.flag());
        arguments.add(Long.toString(value));
    }
}
