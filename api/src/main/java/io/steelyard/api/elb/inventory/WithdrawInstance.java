package io.steelyard.api.elb.inventory;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.instance.AnnouncementService;
import io.steelyard.domain.instance.InstanceId;

/** A server stops. */
public final class WithdrawInstance implements Action {
    private final AnnouncementService announcements;

    public WithdrawInstance(AnnouncementService announcements) {
        this.announcements = announcements;
    }

    @Override
    public void answer(Call call, Xml result) {
        InstanceId id = AnnouncedId.of(call.parameters());
        announcements.withdraw(
                call.caller().tenant(), id, call.parameters().truth("Forget").orElse(false));
        result.text("InstanceId", id);
    }
}
