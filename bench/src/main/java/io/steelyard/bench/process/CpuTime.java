package io.steelyard.bench.process;

/**
 * CPU time spent since some beginning.
 *
 * @param userMicros in the program, microseconds
 * @param systemMicros in the kernel on its behalf, microseconds
 */
public record CpuTime(long userMicros, long systemMicros) {
    public static final CpuTime NONE = new CpuTime(0, 0);

    // The kernel's unit towards programs (USER_HZ) is 1/100 s on every architecture that we run on, whatever its own
    // is.
    private static final long MICROS_PER_TICK = 10_000;

    /** From the kernel's clock ticks, proc(5). */
    static CpuTime ofTicks(long user, long system) {
        return new CpuTime(user * MICROS_PER_TICK, system * MICROS_PER_TICK);
    }

    public CpuTime plus(CpuTime other) {
        return new CpuTime(userMicros + other.userMicros, systemMicros + other.systemMicros);
    }

    public CpuTime minus(CpuTime earlier) {
        return new CpuTime(userMicros - earlier.userMicros, systemMicros - earlier.systemMicros);
    }

    public long totalMicros() {
        return userMicros + systemMicros;
    }
}
