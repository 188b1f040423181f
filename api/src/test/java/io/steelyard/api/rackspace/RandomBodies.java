package io.steelyard.api.rackspace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Bodies that are nearly what the service reads: made of its own words, or a sample, and often damaged. */
final class RandomBodies {
    private static final List<String> TEXTS = List.of(
            "",
            "0",
            "-1",
            "80",
            "1e400",
            "1.5",
            "99999999999999999999999",
            "HTTP",
            "PUBLIC",
            "ENABLED",
            "RANDOM",
            "10.0.0.1",
            "::",
            "%s%n",
            "é😀",
            "true",
            "null",
            "SOURCE_IP",
            "CONNECT",
            "^2(.*)*$",
            "((((",
            "10.0.0.0/8",
            "10.0.0.1/33",
            "www.example.com",
            "-----BEGIN CERTIFICATE-----",
            "x".repeat(200));
    private static final List<String> JSON_VALUES =
            List.of("null", "true", "0", "80", "1e400", "1.5", "[]", "{}", "\"\\ud800\"", "\"\\u0000\"", "NaN");
    private static final List<String> JSON_NAMES = List.of("", "\\u0000", "RAX-KSKEY:apiKeyCredentials");
    private static final List<String> XML_CONTENT = List.of(
            "&amp;",
            "&#65;",
            "&#x1F600;",
            "&#0;",
            "&unknown;",
            "<!-- -->",
            "<![CDATA[]]>",
            "<?pi?>",
            "]]>",
            "text",
            "<!DOCTYPE a>",
            "\u0000",
            "\u0085");
    private static final List<String> XMLNS = List.of(
            "",
            "",
            "",
            " xmlns=\"http://docs.openstack.org/loadbalancers/api/v1.0\"",
            " xmlns=\"\"",
            " xmlns=\"urn:other\"",
            " xmlns:x=\"http://docs.openstack.org/loadbalancers/api/v1.0\"",
            " xmlns:x=\"urn:other\"",
            " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"",
            " xml:space=\"preserve\"");
    private static final List<String> PROLOGS = List.of(
            "",
            "",
            "",
            "<?xml version=\"1.0\"?>",
            "<?xml version=\"1.1\"?>",
            "<?xml version='1.0' encoding='UTF-16'?>",
            "<!DOCTYPE a [<!ENTITY b \"c\">]>",
            "\uFEFF",
            "<!-- -->");
    private static final int DEPTH = 5;

    private final Random random;
    private final List<String> names;
    private final List<String> jsonSamples;
    private final List<String> xmlSamples;

    /**
     * @param names of attributes that the service knows
     * @param samples names of files, .json and .xml
     */
    RandomBodies(long seed, Collection<String> names, Collection<String> samples) {
        random = new Random(seed);
        this.names = List.copyOf(names);
        jsonSamples = samples.stream().filter(name -> name.endsWith(".json")).toList();
        xmlSamples = samples.stream().filter(name -> name.endsWith(".xml")).toList();
    }

    byte[] json() {
        String body = chance(3) ? Sample.read(pick(jsonSamples)).text() : object(0);
        return damaged(body.getBytes(StandardCharsets.UTF_8));
    }

    byte[] xml() {
        String body = chance(3) ? Sample.read(pick(xmlSamples)).text() : pick(PROLOGS) + element(0);
        return damaged(body.getBytes(StandardCharsets.UTF_8));
    }

    byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return damaged(packed.toByteArray());
    }

    /** True once in so many times. */
    boolean chance(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Half of the bodies stay as they are; in others bytes change, are lost or come twice. */
    private byte[] damaged(byte[] body) {
        byte[] damaged = body;
        for (int times = random.nextInt(4) - 1; times > 0 && damaged.length > 0; times--) {
            int from = random.nextInt(damaged.length);
            int to = Math.min(damaged.length, from + 1 + random.nextInt(8));
            damaged = switch (random.nextInt(3)) {
                case 0 -> changed(damaged, from);
                case 1 -> joined(Arrays.copyOf(damaged, from), Arrays.copyOfRange(damaged, to, damaged.length));
                default -> joined(Arrays.copyOf(damaged, to), Arrays.copyOfRange(damaged, from, damaged.length));
            };
        }
        return damaged;
    }

    private byte[] changed(byte[] body, int at) {
        byte[] copy = body.clone();
        copy[at] = (byte) random.nextInt(256);
        return copy;
    }

    private static byte[] joined(byte[] start, byte[] end) {
        byte[] joined = Arrays.copyOf(start, start.length + end.length);
        System.arraycopy(end, 0, joined, start.length, end.length);
        return joined;
    }

    private String object(int depth) {
        return "{"
                + several(7, ",", _ -> '"' + (chance(20) ? pick(JSON_NAMES) : pick(names)) + "\":" + value(depth + 1))
                + "}";
    }

    private String value(int depth) {
        return switch (depth > DEPTH ? 0 : random.nextInt(8)) {
            case 0, 1 -> pick(JSON_VALUES);
            case 2, 3 -> '"' + pick(TEXTS) + '"';
            case 4 -> "[" + several(4, ",", _ -> value(depth + 1)) + "]";
            default -> object(depth);
        };
    }

    private String element(int depth) {
        String name = (chance(12) ? "x:" : "") + pick(names);
        String attributes =
                several(5, "", _ -> " " + (chance(20) ? "x:" : "") + pick(names) + "=\"" + pick(TEXTS) + '"');
        String content = depth > DEPTH ? "" : several(4, chance(2) ? "\n" : "", _ -> content(depth));
        return "<" + name + pick(XMLNS) + attributes + ">" + content + "</" + name + ">";
    }

    private String content(int depth) {
        return switch (random.nextInt(8)) {
            case 0 -> pick(XML_CONTENT);
            case 1 -> pick(TEXTS);
            default -> element(depth + 1);
        };
    }

    private String several(int below, String between, IntFunction<String> part) {
        return IntStream.range(0, random.nextInt(below)).mapToObj(part).collect(Collectors.joining(between));
    }
}
