package io.steelyard.control.provisioning;

import io.steelyard.control.fleet.Fleet;
import io.steelyard.control.fleet.Observer;
import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.observed.EntryReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** A fleet that keeps what it was told, and answers each entry as a test wants. */
final class RecordingFleet implements Fleet {
    final BlockingQueue<Entry> told = new LinkedBlockingQueue<>();
    private final Function<Entry, Optional<EntryReport>> answer;
    private Optional<Observer> observer = Optional.empty();

    RecordingFleet(Function<Entry, Optional<EntryReport>> answer) {
        this.answer = answer;
    }

    static RecordingFleet applying() {
        return new RecordingFleet(entry -> Optional.of(new EntryReport.Applied(entry.id(), entry.generation())));
    }

    static RecordingFleet silent() {
        return new RecordingFleet(entry -> Optional.empty());
    }

    @Override
    public void publish(HostDesired desired) {
        for (Entry entry : desired.entries()) {
            told.add(entry);
            answer.apply(entry).ifPresent(report -> observer.orElseThrow().reported(List.of(report)));
        }
    }

    @Override
    public void start(Observer toTell) {
        observer = Optional.of(toTell);
    }

    @Override
    public void close() {}
}
