package io.steelyard.control.subscription;

import io.steelyard.control.identity.Caller;
import io.steelyard.control.identity.KeyedHash;
import io.steelyard.control.node.NodeRules;
import io.steelyard.control.store.Store;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.IpAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is told of an account's events. */
public final class SubscriptionService {
    public static final int MOST = 5;
    private static final String PURPOSE = "subscription";

    private final Store store;
    private final InstantSource clock;
    private final KeyedHash hash;
    private final NodeRules rules;

    /** @param rules say where nothing may be sent */
    public SubscriptionService(Store store, InstantSource clock, KeyedHash hash, NodeRules rules) {
        this.store = store;
        this.clock = clock;
        this.hash = hash;
        this.rules = rules;
    }

    /**
     * What signs the deliveries of a subscription. It is made of the service's key and the subscription's id, which is
     * never given twice, so it is nowhere kept.
     */
    public String secret(Subscription subscription) {
        return hash.of(PURPOSE, subscription.tenant() + "/" + subscription.id());
    }

    public List<Subscription> list(Caller caller) {
        return store.read(unit -> unit.subscriptions(caller.tenant()));
    }

    /**
     * From now on events are sent to a URL.
     *
     * @throws RefusedException with Invalid when it may not be used, or the account has {@value #MOST} already
     */
    public Subscription create(Caller caller, NewSubscription wanted) {
        List<Violation> violations = new ArrayList<>(wanted.violations());
        wanted.url().flatMap(this::whyNot).ifPresent(why -> violations.add(violation(why)));
        RefusedException.ifAny(violations);
        URI url = wanted.url().orElseThrow();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return store.write(unit -> {
            if (unit.subscriptions(caller.tenant()).size() >= MOST) {
                throw new RefusedException(new Refusal.Invalid(
                        List.of(violation("one of at most " + MOST + " subscriptions of an account"))));
            }
            Subscription made = new Subscription(
                    unit.nextSubscriptionId(), caller.tenant(), url, unit.lastEventId(), 0, now, Optional.empty(), now);
            unit.save(made);
            return made;
        });
    }

    /** @throws RefusedException with NotFound when the account has no such subscription */
    public void delete(Caller caller, SubscriptionId id) {
        store.update(unit -> {
            Subscription own = unit.subscription(id)
                    .filter(found -> found.tenant().equals(caller.tenant()))
                    .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.SUBSCRIPTION)));
            unit.remove(own.id());
        });
    }

    /** An address is judged now; a name is judged by what it stands for whenever something is sent. */
    private Optional<String> whyNot(URI url) {
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        return IpAddress.parse(host).flatMap(address -> rules.whyClosed(address, port(url)));
    }

    /** Where a URL leads, the usual port when it names none. */
    public static Port port(URI url) {
        int usual = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return new Port(url.getPort() < 0 ? usual : url.getPort());
    }

    private static Violation violation(String why) {
        return new Violation("url", Violation.Rule.NOT_ALLOWED, why);
    }
}
