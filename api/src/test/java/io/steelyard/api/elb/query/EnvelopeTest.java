package io.steelyard.api.elb.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {
    /** EC2 API Reference, "Error codes for the Amazon EC2 API". */
    @ParameterizedTest
    @CsvSource({
        "INVALID_CLIENT_TOKEN_ID, 403, InvalidClientTokenId, 401, AuthFailure",
        "SIGNATURE_DOES_NOT_MATCH, 403, SignatureDoesNotMatch, 403, SignatureDoesNotMatch",
        "REQUEST_EXPIRED, 400, RequestExpired, 400, RequestExpired",
        "ACCESS_DENIED, 403, AccessDenied, 403, UnauthorizedOperation",
        "MALFORMED_QUERY, 400, ValidationError, 400, MalformedQueryString",
        "MISSING_PARAMETER, 400, ValidationError, 400, MissingParameter",
        "VALIDATION, 400, ValidationError, 400, InvalidParameterValue",
        "THROTTLING, 400, Throttling, 503, RequestLimitExceeded",
        "INTERNAL_FAILURE, 500, InternalFailure, 500, InternalError",
    })
    void ec2HasWordsOfItsOwn(QueryError error, int status, String code, int ofEc2, String inEc2) {
        QueryException refused = error.because("<why>");

        assertThat(Envelope.QUERY.status(refused)).isEqualTo(status);
        assertThat(Envelope.QUERY.error("urn:n", refused, "7")).contains("<Code>" + code + "</Code>");
        assertThat(Envelope.EC2.status(refused)).isEqualTo(ofEc2);
        assertThat(Envelope.EC2.error("urn:n", refused, "7"))
                .isEqualTo("<Response><Errors><Error><Code>" + inEc2 + "</Code><Message>&lt;why&gt;</Message></Error>"
                        + "</Errors><RequestID>7</RequestID></Response>");
    }
}
