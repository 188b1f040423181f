package io.steelyard.proxy.balance;

import io.steelyard.proxy.upstream.Availability;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Another picker's choices, but a node that came a short time ago declines most of those that fall on it: it accepts the
 * more of them the longer it is there, and all of them once the window is over. Needs no timer, since the time counts when
 * a choice is made. Where nearly every node is new the last of a few choices stands.
 */
final class SlowStartPicker implements Picker {
    /** Of its choices that a node accepts at first. */
    static final double LEAST = 0.1;

    private static final int MOST_DECLINED = 7;

    private final Picker picker;
    private final long windowNanos;
    private final boolean repeating;
    private final DoubleSupplier random;

    /**
     * @param repeating whether the picker would choose again what was declined
     * @param random from 0 to below 1, evenly
     */
    SlowStartPicker(Picker picker, long windowNanos, boolean repeating, DoubleSupplier random) {
        this.picker = picker;
        this.windowNanos = windowNanos;
        this.repeating = repeating;
        this.random = random;
    }

    @Override
    public Target take() {
        Target chosen = picker.take();
        return isAccepted(chosen) ? chosen : another(chosen);
    }

    private Target another(Target declined) {
        Set<NodeState> before = Collections.newSetFromMap(new IdentityHashMap<>());
        Target last = declined;
        for (int count = 1; count <= MOST_DECLINED; count++) {
            before.add(last.node());
            Target next = repeating ? picker.takeExcept(before) : picker.take();
            if (next == null) {
                return last;
            }
            last.node().load().release();
            last = next;
            if (isAccepted(last)) {
                return last;
            }
        }
        return last;
    }

    private boolean isAccepted(Target target) {
        NodeState node = target.node();
        long age = node.age();
        return age >= windowNanos
                || node.availability() != Availability.ONLINE
                || random.getAsDouble() < Math.max(LEAST, (double) age / windowNanos);
    }

    /** What failed elsewhere is taken as it comes. */
    @Override
    public @Nullable Target takeExcept(Set<NodeState> excluded) {
        return picker.takeExcept(excluded);
    }

    @Override
    public void open() {
        picker.open();
    }

    @Override
    public void close() {
        picker.close();
    }
}
