package io.steelyard.control.classic;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.change.Applied;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.virtualip.VirtualIpAllocator;
import java.time.Duration;
import java.util.List;

/** The classic dialect over a fixture, with a host that serves at once whatever is asked for. */
public final class ClassicFixture implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(5);

    public final ClassicService classics;
    private final ControlFixture control;
    private final Thread host = Thread.ofVirtual().unstarted(this::serve);

    private ClassicFixture(ControlFixture control) {
        this.control = control;
        this.classics = new ClassicService(
                control.store,
                control.editor,
                new Applied(control.store, control.settled),
                control.blocks,
                new VirtualIpAllocator(control.blocks, control.limits, VirtualIpAllocator.QUARANTINE),
                control.rules,
                control.limits,
                control.vault,
                List.of());
    }

    public static ClassicFixture over(ControlFixture control) {
        ClassicFixture fixture = new ClassicFixture(control);
        fixture.host.start();
        return fixture;
    }

    private void serve() {
        try {
            while (true) {
                long heard = control.workDue.rings();
                control.store.<List<LoadBalancerRow>>read(ReadUnit::everyLoadBalancer).stream()
                        .map(LoadBalancerRow::change)
                        .filter(change -> change.appliedGeneration() < change.generation())
                        .forEach(change -> control.settle(change.id()));
                control.workDue.awaitAfter(heard, LONG);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        host.interrupt();
        host.join();
    }
}
