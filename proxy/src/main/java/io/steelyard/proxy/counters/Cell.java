package io.steelyard.proxy.counters;

import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.Traffic;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.figures.LoopFigures;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop counts of one balancer at listeners of one kind. The loop's thread alone writes, one word at a time,
 * so that nothing is ever lost but a step that was not made; any thread reads. It lies in two cache lines of its own.
 */
public final class Cell {
    static final int BYTES = 128;

    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();
    private static final int CONNECTIONS = 0;
    private static final int CURRENT = 8;
    private static final int PEAK = 16;
    private static final int REQUESTS = 24;
    private static final int BYTES_IN = 32;
    private static final int BYTES_OUT = 40;
    private static final int CONNECT_TIME_OUTS = 48;
    private static final int CONNECT_ERRORS = 56;
    private static final int CONNECT_FAILURES = 64;
    private static final int DATA_TIME_OUTS = 72;
    private static final int KEEP_ALIVE_TIME_OUTS = 80;
    private static final int REFUSED_REQUESTS = 88;
    private static final int REFUSED_CLIENTS = 96;

    private final Counters all;
    private final MemorySegment memory;
    private final long start;
    /** What is seen and not billed; made when there is something to see. */
    private volatile @Nullable LoopFigures figures;

    /** @param all the cells of every loop, this one among them */
    Cell(Counters all, MemorySegment memory, long start) {
        this.all = all;
        this.memory = memory;
        this.start = start;
    }

    /** A client came. */
    public void opened() {
        add(CONNECTIONS, 1);
        add(CURRENT, 1);
        // Of two loops that do this at once, one at least sees both.
        VarHandle.fullFence();
        long connected = all.connected();
        if (connected > get(PEAK)) {
            set(PEAK, connected);
        }
    }

    /** A client that came here is gone. */
    public void closed() {
        add(CURRENT, -1);
    }

    /** Octets came from a client. */
    public void received(long octets) {
        add(BYTES_IN, octets);
    }

    /** Octets went to a client. */
    public void sent(long octets) {
        add(BYTES_OUT, octets);
    }

    /** The head of an HTTP request was taken. */
    public void request() {
        add(REQUESTS, 1);
    }

    /** For what is seen and not billed. */
    public LoopFigures figures() {
        LoopFigures known = figures;
        if (known == null) {
            known = new LoopFigures();
            figures = known;
        }
        return known;
    }

    /** Counts it. */
    public void failed(ProxyFailure failure) {
        figures().failed(failure);
        switch (failure) {
            case CONNECT_TIMED_OUT -> add(CONNECT_TIME_OUTS, 1);
            case CONNECT_REFUSED, CONNECT_FAILED, PORT_UNREACHABLE, NO_SOCKET -> add(CONNECT_ERRORS, 1);
            case NO_NODE -> add(CONNECT_FAILURES, 1);
            case NO_ANSWER, IDLE_TIMED_OUT -> add(DATA_TIME_OUTS, 1);
            case ACCESS_DENIED, THROTTLED, CONNECTION_CAP, CLIENT_HANDSHAKE_FAILED, PROXY_HEADER_INVALID ->
                add(REFUSED_CLIENTS, 1);
            default -> {
                // It says nothing of how nodes are reached, and is seen alone.
            }
        }
    }

    /** A request was answered what is wrong with it. */
    public void refusedRequest() {
        add(REFUSED_REQUESTS, 1);
    }

    /** A client that asked nothing more is closed. */
    public void keepAliveTimedOut() {
        add(KEEP_ALIVE_TIME_OUTS, 1);
    }

    Figures seen() {
        LoopFigures known = figures;
        return known == null ? Figures.NONE : known.read();
    }

    long connected() {
        return get(CURRENT);
    }

    Traffic read() {
        return new Traffic(
                get(CONNECTIONS),
                get(CURRENT),
                get(PEAK),
                get(REQUESTS),
                get(BYTES_IN),
                get(BYTES_OUT),
                get(CONNECT_TIME_OUTS),
                get(CONNECT_ERRORS),
                get(CONNECT_FAILURES),
                get(DATA_TIME_OUTS),
                get(KEEP_ALIVE_TIME_OUTS),
                get(REFUSED_REQUESTS),
                get(REFUSED_CLIENTS));
    }

    /** What a process before this one counted; its clients are gone. */
    void write(Traffic counted) {
        set(CONNECTIONS, counted.connections());
        set(CURRENT, 0);
        set(PEAK, counted.peak());
        set(REQUESTS, counted.requests());
        set(BYTES_IN, counted.bytesIn());
        set(BYTES_OUT, counted.bytesOut());
        set(CONNECT_TIME_OUTS, counted.connectTimeOuts());
        set(CONNECT_ERRORS, counted.connectErrors());
        set(CONNECT_FAILURES, counted.connectFailures());
        set(DATA_TIME_OUTS, counted.dataTimeOuts());
        set(KEEP_ALIVE_TIME_OUTS, counted.keepAliveTimeOuts());
        set(REFUSED_REQUESTS, counted.refusedRequests());
        set(REFUSED_CLIENTS, counted.refusedClients());
    }

    private void add(int word, long more) {
        WORD.setRelease(memory, start + word, (long) WORD.get(memory, start + word) + more);
    }

    private void set(int word, long value) {
        WORD.setRelease(memory, start + word, value);
    }

    private long get(int word) {
        return (long) WORD.getAcquire(memory, start + word);
    }
}
