package io.steelyard.api.elb.tag;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.Tag;
import java.util.ArrayList;
import java.util.List;

/** Adds tags to a balancer, or gives them other values. */
public final class AddTags implements Action {
    private final ClassicService classics;

    public AddTags(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<Tag> added = Tags.require(call.parameters());
        classics.note(call.caller(), OneBalancer.of(call.parameters()), said -> with(said, added));
    }

    private static Classic with(Classic said, List<Tag> added) {
        List<Tag> all = new ArrayList<>(said.tags());
        all.removeIf(tag -> added.stream().anyMatch(other -> other.key().equals(tag.key())));
        all.addAll(added);
        Tags.requireFew(all);
        return said.withTags(all);
    }
}
