package io.steelyard.api.rackspace;

import static org.awaitility.Awaitility.await;

import io.steelyard.api.ApiSetup;
import io.steelyard.api.BreakableStore;
import io.steelyard.api.RunningApi;
import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.testkit.SamplePools;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What an example says the service is like, while its requests are sent. */
record Given(ApiSetup setup, Consumer<RunningApi> begin, Consumer<RunningApi> end, boolean applies) {
    private static final List<String> PENDING = List.of("BUILD", "PENDING_UPDATE", "PENDING_DELETE");

    private static final VipPools ONE = SamplePools.of("127.100.0.1/32", "127.101.0.1/32");

    static Given of(String words) {
        return switch (words) {
            case "nothing" -> usual(ApiSetup.usual());
            case "one virtual IP" -> usual(ApiSetup.usual().withPools(ONE));
            case "hosts that apply nothing" -> held();
            case "a store that is away" -> failing(new StoreUnavailableException("away", new IllegalStateException()));
            case "a store that is broken" -> failing(new IllegalStateException("broken"));
            default -> throw new IllegalArgumentException("nobody knows what is given by " + words);
        };
    }

    private static Given usual(ApiSetup setup) {
        return new Given(setup, api -> {}, api -> {}, true);
    }

    private static Given held() {
        return new Given(
                ApiSetup.usual().withPendingWait(Duration.ZERO),
                api -> api.fleet().hold(),
                api -> api.fleet().release(),
                false);
    }

    private static Given failing(RuntimeException failure) {
        BreakableStore store = new BreakableStore();
        return new Given(
                ApiSetup.usual().withStore(store), api -> store.breakBy(failure), api -> store.repair(), false);
    }

    void begin(RunningApi api) {
        begin.accept(api);
    }

    void end(RunningApi api) {
        end.accept(api);
    }

    /** Waits until nothing is being applied. */
    void awaitApplied(RunningApi.Client client) {
        await().until(() -> !applies
                || PENDING.stream().noneMatch(client.get("/loadbalancers").body()::contains));
    }
}
