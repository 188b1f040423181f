package io.steelyard.conformance.watchdog;

/** Where on the way of a change a process dies; the names are those of the service's kill points. */
enum Step {
    BEFORE_COMMIT(true),
    AFTER_COMMIT(true),
    BEFORE_PUBLISH(true),
    AFTER_PUBLISH(true),
    BEFORE_SETTLE(true),
    AFTER_SETTLE(true),
    BEFORE_APPLY(false),
    AFTER_APPLY(false),
    AFTER_REPORT(false);

    private final boolean ofControl;

    Step(boolean ofControl) {
        this.ofControl = ofControl;
    }

    /** Whether it is the control process that dies, not the proxy. */
    boolean isOfControl() {
        return ofControl;
    }
}
