package io.steelyard.control.metadata;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.limit.Limits;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.metadata.MetadataItem;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What tenants note of their balancers and nodes. No host knows it, so a write is in effect when its method returns.
 * Every method throws {@link RefusedException} with NotFound or Gone when what it is about is not there.
 */
public final class MetadataService {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;
    private final LimitService limits;

    public MetadataService(LoadBalancerService loadBalancers, LoadBalancerEditor editor, LimitService limits) {
        this.loadBalancers = loadBalancers;
        this.editor = editor;
        this.limits = limits;
    }

    /** Oldest first. */
    public List<MetadataItem> list(Caller caller, Noted about) {
        return about.of(loadBalancers
                        .present(caller, about.loadBalancer())
                        .row()
                        .configuration()
                        .orElseThrow())
                .items();
    }

    public MetadataItem get(Caller caller, Noted about, int id) {
        return find(new Metadata(list(caller, about)), id);
    }

    /**
     * Adds items, all or none of them.
     *
     * @param found what the dialect found wrong while reading
     * @return the added ones with their ids
     * @throws RefusedException also when a key is not unique or the account's limit would be passed
     */
    public List<MetadataItem> add(
            Caller caller, Noted about, List<NewMetadata> wanted, List<Violation> found, Admission admission) {
        list(caller, about);
        check(wanted, found);
        Limits allowed = limits.of(caller.tenant());
        List<MetadataItem> added = new ArrayList<>();
        edit(caller, about, admission, before -> {
            added.clear();
            Metadata all = before;
            for (NewMetadata item : wanted) {
                requireNew(all, item.key());
                MetadataItem numbered = item.withId(all.nextId());
                added.add(numbered);
                all = all.with(numbered);
            }
            allowed.check(Limit.METADATA_ITEMS, all.items().size());
            return all;
        });
        return List.copyOf(added);
    }

    /** @return the item as it is now */
    public MetadataItem change(Caller caller, Noted about, int id, MetadataChange wanted, Admission admission) {
        get(caller, about, id);
        check(wanted);
        List<MetadataItem> changed = new ArrayList<>();
        edit(caller, about, admission, before -> {
            MetadataItem old = find(before, id);
            MetadataItem item = wanted.of(old);
            if (!item.key().equals(old.key())) {
                requireNew(before, item.key());
            }
            changed.clear();
            changed.add(item);
            return before.withChanged(item);
        });
        return changed.getFirst();
    }

    /** Removes items, all or none of them. */
    public void remove(Caller caller, Noted about, List<Integer> ids, Admission admission) {
        limits.requireBatch(caller.tenant(), ids.size());
        ids.forEach(id -> get(caller, about, id));
        edit(caller, about, admission, before -> {
            ids.forEach(id -> find(before, id));
            return before.without(ids);
        });
    }

    private void edit(Caller caller, Noted about, Admission admission, UnaryOperator<Metadata> change) {
        editor.note(
                caller.tenant(),
                about.loadBalancer(),
                admission,
                (unit, current, now) -> about.with(current, change.apply(about.of(current)), now));
    }

    private static void check(List<NewMetadata> wanted, List<Violation> found) {
        List<Violation> violations = new ArrayList<>(found);
        if (wanted.isEmpty() && found.isEmpty()) {
            violations.add(new Violation("metadata", Violation.Rule.REQUIRED, "given"));
        }
        RefusedException.ifAny(violations);
    }

    private static void check(MetadataChange wanted) {
        List<Violation> violations = new ArrayList<>(wanted.violations());
        if (wanted.isEmpty() && violations.isEmpty()) {
            violations.add(new Violation("meta", Violation.Rule.REQUIRED, "given a value or a key"));
        }
        RefusedException.ifAny(violations);
    }

    private static void requireNew(Metadata all, String key) {
        if (all.hasKey(key)) {
            throw new RefusedException(new Refusal.Conflict(Refusal.Noun.METADATA_ITEM, key));
        }
    }

    private static MetadataItem find(Metadata all, int id) {
        return all.item(id).orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.METADATA_ITEM)));
    }
}
