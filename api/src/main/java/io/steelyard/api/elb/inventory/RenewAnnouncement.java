package io.steelyard.api.elb.inventory;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.instance.AnnouncementService;
import io.steelyard.domain.instance.InstanceId;

/** A server is still there. */
public final class RenewAnnouncement implements Action {
    private final AnnouncementService announcements;

    public RenewAnnouncement(AnnouncementService announcements) {
        this.announcements = announcements;
    }

    @Override
    public void answer(Call call, Xml result) {
        InstanceId id = AnnouncedId.of(call.parameters());
        announcements.renew(call.caller().tenant(), id);
        result.text("InstanceId", id);
    }
}
