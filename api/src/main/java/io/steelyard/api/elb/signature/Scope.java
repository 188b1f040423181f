package io.steelyard.api.elb.signature;

import io.steelyard.api.elb.query.QueryError;

/**
 * What a key was derived for (AWS General Reference, "Signing AWS API requests").
 *
 * @param key the id of the access key
 * @param day as {@code 20260102}
 */
public record Scope(String key, String day, String region, String service) {
    private static final String END = "aws4_request";

    /** From {@code KEY/DAY/REGION/SERVICE/aws4_request}. */
    static Scope parse(String credential) {
        String[] parts = credential.split("/", -1);
        if (parts.length != 5 || !parts[4].equals(END)) {
            throw QueryError.INCOMPLETE_SIGNATURE.because("Credential must be KEY/DAY/REGION/SERVICE/aws4_request.");
        }
        return new Scope(parts[0], parts[1], parts[2], parts[3]);
    }

    /** All but the key. */
    String text() {
        return String.join("/", day, region, service, END);
    }
}
