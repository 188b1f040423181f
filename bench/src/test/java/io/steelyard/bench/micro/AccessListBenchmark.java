package io.steelyard.bench.micro;

import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.access.AccessType;
import io.steelyard.proxy.access.AccessList;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Asking an access list for a client that no item names. */
@State(Scope.Benchmark)
public class AccessListBenchmark {
    @Param({"0", "1", "100"})
    public int items;

    private AccessList list = AccessList.EVERYBODY;
    private InetAddress client = InetAddress.getLoopbackAddress();

    @Setup
    public void fill() throws UnknownHostException {
        List<AccessRule> rules = IntStream.rangeClosed(1, items)
                .mapToObj(id -> new AccessRule(id, AccessType.DENY, "10.%d.0.0/16".formatted(id), Instant.EPOCH))
                .toList();
        list = AccessList.of(rules);
        client = InetAddress.getByName("10.200.3.4");
    }

    @Benchmark
    public boolean admits() {
        return list.admits(client);
    }
}
