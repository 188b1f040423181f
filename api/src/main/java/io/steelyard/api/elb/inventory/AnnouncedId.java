package io.steelyard.api.elb.inventory;

import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.domain.instance.InstanceId;

/** Which server it is that speaks. */
final class AnnouncedId {
    private AnnouncedId() {}

    static InstanceId of(Parameters in) {
        String text = in.require("InstanceId");
        if (!InstanceId.isValid(text)) {
            throw QueryError.VALIDATION.because("InstanceId must be i- and 1 to 62 letters, digits, \"-\" and \"_\".");
        }
        return new InstanceId(text);
    }
}
