package io.steelyard.domain.region;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One region under all the names its users have for it.
 *
 * @param name the Rackspace name, such as ORD
 * @param awsName the AWS name, such as us-east-1
 * @param zones at least one
 */
public record Region(RegionName name, String awsName, List<Zone> zones) {
    private static final Pattern AWS_NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public Region {
        zones = List.copyOf(zones);
        if (!AWS_NAME.matcher(awsName).matches()) {
            throw new IllegalArgumentException("a region's AWS name is 1 to 32 of a-z, 0-9 and \"-\", not " + awsName);
        }
        if (zones.isEmpty()) {
            throw new IllegalArgumentException("region " + name + " needs at least one zone");
        }
    }

    /**
     * Reads the form that settings use, {@code ORD=us-east-1:us-east-1a,us-east-1b}.
     *
     * @throws IllegalArgumentException with a sentence that shows the right form
     */
    public static Region parse(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':', equals + 1);
        if (equals < 1 || colon < 0) {
            throw new IllegalArgumentException(
                    "a region is written NAME=AWS-NAME:ZONE[,ZONE...], as in ORD=us-east-1:us-east-1a, not " + text);
        }
        List<Zone> zones = new ArrayList<>();
        for (String zone : text.substring(colon + 1).split(",")) {
            zones.add(new Zone(zone.strip()));
        }
        return new Region(
                new RegionName(text.substring(0, equals).strip()),
                text.substring(equals + 1, colon).strip(),
                zones);
    }
}
