package io.steelyard.api;

import io.steelyard.control.fleet.Fleet;
import io.steelyard.control.fleet.Observer;
import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.TrafficReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Hosts that apply whatever they are told at once, or, while held, nothing, or refuse it. */
public final class ObedientFleet implements Fleet {
    private final ExecutorService host = Executors.newSingleThreadExecutor();
    private final List<Entry> waiting = new ArrayList<>();
    private @Nullable Observer observer;
    private boolean held;
    private boolean rejecting;

    @Override
    public synchronized void publish(HostDesired desired) {
        waiting.addAll(desired.entries());
        if (!held) {
            apply();
        }
    }

    public synchronized void hold() {
        held = true;
    }

    /** Refuses what comes from now on. */
    public synchronized void reject() {
        rejecting = true;
    }

    public synchronized void release() {
        held = false;
        rejecting = false;
        apply();
    }

    @Override
    public synchronized void start(Observer given) {
        observer = given;
        given.connected(Set.of());
    }

    /** A host tells what it sees of nodes. */
    public synchronized void observe(NodeReport... reports) {
        Observer told = observer;
        if (told != null) {
            told.observed(HostName.LOCAL, false, List.of(reports), Set.of());
        }
    }

    /** The host says what it counted; done when this returns. */
    public void count(long sequence, TrafficReport... reports) {
        Observer told = Objects.requireNonNull(observer);
        if (!told.counted(HostName.LOCAL, sequence, List.of(reports))) {
            throw new IllegalStateException("nobody keeps it any more");
        }
    }

    private void apply() {
        List<EntryReport> reports = waiting.stream().map(this::report).toList();
        waiting.clear();
        Observer told = observer;
        if (told != null && !reports.isEmpty()) {
            host.execute(() -> told.reported(reports));
        }
    }

    private EntryReport report(Entry entry) {
        return rejecting
                ? new EntryReport.Rejected(entry.id(), entry.generation(), Failure.Code.HOST_ERROR, "It was told to.")
                : applied(entry);
    }

    private static EntryReport applied(Entry entry) {
        return new EntryReport.Applied(entry.id(), entry.generation());
    }

    @Override
    public void close() {
        host.close();
    }
}
