package io.steelyard.bench.micro;

import static java.util.Objects.requireNonNull;

import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.balance.Memory;
import io.steelyard.proxy.balance.Picker;
import io.steelyard.proxy.balance.Ties;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Choosing a node, and giving it back. */
@State(Scope.Benchmark)
public class NodeChoiceBenchmark {
    private static final int WEIGHTS = 5;

    @Param
    public Algorithm algorithm = Algorithm.RANDOM;

    @Param({"10", "1000"})
    public int nodes;

    private @Nullable Picker picker;

    @Setup
    public void open() {
        List<Target> targets = IntStream.rangeClosed(1, nodes)
                .mapToObj(NodeChoiceBenchmark::target)
                .toList();
        picker = new Memory(new Ties()).picker(algorithm, targets, 0);
        picker.open();
    }

    private static Target target(int id) {
        return new Target(
                new NodeState(new NodeId(id)),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), id),
                new Weight(1 + id % WEIGHTS));
    }

    @Benchmark
    public Target takeAndRelease() {
        Target taken = requireNonNull(picker).take();
        taken.node().load().release();
        return taken;
    }
}
