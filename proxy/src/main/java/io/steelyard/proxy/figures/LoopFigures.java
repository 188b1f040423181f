package io.steelyard.proxy.figures;

import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.Latencies;
import io.steelyard.proxy.ProxyFailure;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one event loop sees of a balancer's or a node's work. The loop's thread alone writes, without lock or atomic; any
 * thread reads what may be a moment old.
 */
public final class LoopFigures {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long[] BOUNDS =
            Latencies.BOUNDS.stream().mapToLong(Duration::toNanos).toArray();
    private static final ProxyFailure[] KINDS = ProxyFailure.values();

    private static final int CONNECTIONS = 0;
    private static final int REQUESTS = 1;
    private static final int BYTES_IN = 2;
    private static final int BYTES_OUT = 3;
    private static final int RETRIES = 4;
    private static final int LATENCY_NANOS = 5;
    private static final int ANSWERS = 6;
    private static final int LATENCIES = ANSWERS + Figures.CLASSES;
    private static final int FAILURES = LATENCIES + BOUNDS.length + 1;

    private final long[] words = new long[FAILURES + KINDS.length];

    /** A connection was made. */
    public void connected() {
        add(CONNECTIONS, 1);
    }

    /** A request went there. */
    public void request() {
        add(REQUESTS, 1);
    }

    /** Octets of what is asked. */
    public void asked(long octets) {
        add(BYTES_IN, octets);
    }

    /** Octets of what is answered. */
    public void answered(long octets) {
        add(BYTES_OUT, octets);
    }

    /** A connection or request goes on to another node, or to the same one again. */
    public void retried() {
        add(RETRIES, 1);
    }

    /** @param status of a final answer, 100 to 599 */
    public void status(int status) {
        add(ANSWERS + Math.clamp(status / 100 - 1, 0, Figures.CLASSES - 1), 1);
    }

    /** @param nanos that an answer took to begin */
    public void took(long nanos) {
        int bound = 0;
        while (bound < BOUNDS.length && nanos > BOUNDS[bound]) {
            bound++;
        }
        add(LATENCIES + bound, 1);
        add(LATENCY_NANOS, nanos);
    }

    public void failed(ProxyFailure failure) {
        add(FAILURES + failure.ordinal(), 1);
    }

    /** What it came to; nothing is open and nothing waits. Any thread. */
    public Figures read() {
        return new Figures(
                get(CONNECTIONS),
                0,
                get(REQUESTS),
                get(BYTES_IN),
                get(BYTES_OUT),
                list(ANSWERS, Figures.CLASSES),
                get(RETRIES),
                0,
                failures(),
                new Latencies(list(LATENCIES, BOUNDS.length + 1), get(LATENCY_NANOS)));
    }

    private List<Long> list(int first, int length) {
        List<Long> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(get(first + i));
        }
        return list;
    }

    private Map<String, Long> failures() {
        Map<String, Long> failures = new TreeMap<>();
        for (ProxyFailure kind : KINDS) {
            long count = get(FAILURES + kind.ordinal());
            if (count > 0) {
                failures.put(kind.name(), count);
            }
        }
        return failures;
    }

    private void add(int word, long more) {
        WORD.setOpaque(words, word, words[word] + more);
    }

    private long get(int word) {
        return (long) WORD.getOpaque(words, word);
    }
}
