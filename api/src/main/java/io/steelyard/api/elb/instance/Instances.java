package io.steelyard.api.elb.instance;

import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.domain.instance.InstanceId;
import java.util.List;

/** How instances are written. */
public final class Instances {
    private static final String ID = "InstanceId";

    private Instances() {}

    /** Those of a request; may be none. */
    public static List<InstanceId> read(Parameters in) {
        return ids(in.items("Instances"));
    }

    /** The same, at least one. */
    static List<InstanceId> require(Parameters in) {
        return ids(in.requireItems("Instances"));
    }

    private static List<InstanceId> ids(List<Parameters> items) {
        return items.stream().map(item -> item.require(ID)).map(Instances::id).toList();
    }

    private static InstanceId id(String text) {
        if (!InstanceId.isValid(text)) {
            throw QueryError.INVALID_INSTANCE.because("Invalid instance id: " + text);
        }
        return new InstanceId(text);
    }

    public static void write(Xml out, InstanceId id) {
        out.text(ID, id);
    }
}
