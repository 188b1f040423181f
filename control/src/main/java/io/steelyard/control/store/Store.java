package io.steelyard.control.store;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where the service keeps everything that must survive it. Contract: {@code StoreContract} in the testkit.
 *
 * <p>Threading: safe for any number of threads. Bodies of writes run one after the other and may be run in one
 * database transaction with others, so they must not block on anything but the store.
 */
public interface Store extends AutoCloseable {
    /** Runs the body on one consistent view. */
    <R> R read(Function<? super ReadUnit, R> body);

    /**
     * Runs the body as one unit, all or nothing. When this returns, the unit is durable: it survives {@code kill -9} and
     * a power cut. When the body throws, nothing of it is kept and the exception goes to the caller as it is.
     *
     * @throws StoreUnavailableException when the unit could not be made durable; nothing of it was kept
     */
    <R> R write(Function<? super WriteUnit, R> body);

    /** {@link #write} for bodies without a result. */
    default void update(Consumer<? super WriteUnit> body) {
        write(unit -> {
            body.accept(unit);
            return Boolean.TRUE;
        });
    }

    /** 1 for a new store; raised when a backup is restored. */
    long epoch();

    @Override
    void close();
}
