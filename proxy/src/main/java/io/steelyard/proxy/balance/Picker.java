package io.steelyard.proxy.balance;

/** Where among equals the next connection goes. Shared by all event loops; constant time. */
public sealed interface Picker permits RandomPicker, RoundRobinPicker {
    /**
     * @param size at least 1
     * @return 0 to size−1
     */
    int pick(int size);
}
