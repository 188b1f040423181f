package io.steelyard.api.elb.tag;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.classic.ClassicService;
import java.util.List;

/** Takes tags from a balancer; those that it does not have are passed over. */
public final class RemoveTags implements Action {
    private final ClassicService classics;

    public RemoveTags(ClassicService classics) {
        this.classics = classics;
    }

    @Override
    public void answer(Call call, Xml result) {
        List<String> keys = call.parameters().requireItems("Tags").stream()
                .map(item -> item.require("Key"))
                .toList();
        classics.note(
                call.caller(),
                OneBalancer.of(call.parameters()),
                said -> said.withTags(said.tags().stream()
                        .filter(tag -> !keys.contains(tag.key()))
                        .toList()));
    }
}
