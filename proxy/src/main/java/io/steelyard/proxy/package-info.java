/**
 * The data plane process. {@link io.steelyard.proxy.ProxyProcess} is its life: it waits for a control process on a Unix
 * socket, gives what that says to the engine, and serves on without it.
 *
 * <p>The way of a connection: {@code transport} accepts it on the least loaded event loop, {@code engine} knows the
 * {@code frontend} it came to, {@code tcp} or {@code http} serves it, {@code balance} chooses the node, {@code upstream}
 * is what is known of that node, {@code loop} looks after its time-outs and cuts it when the configuration says so.
 *
 * <p>Invariants: no event loop ever waits; what event loops read of the configuration is immutable and replaced whole;
 * what is known of a node survives each change of the configuration and goes with the node.
 */
@NullMarked
package io.steelyard.proxy;

import org.jspecify.annotations.NullMarked;
