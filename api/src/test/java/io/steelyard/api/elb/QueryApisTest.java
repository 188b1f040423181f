package io.steelyard.api.elb;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.elb.query.Envelope;
import io.steelyard.api.elb.query.QueryApi;
import io.steelyard.api.http.RawRequest;
import io.steelyard.domain.region.Region;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryApisTest {
    private final QueryApis apis = new QueryApis(
            List.of(
                    api("elasticloadbalancing", "2012-06-01", "DescribeTags"),
                    api("ec2", "2016-11-15", "DescribeInstances"),
                    api("iam", "2010-05-08", "GetServerCertificate")),
            List.of(Region.parse("ORD=us-east-1:us-east-1a")));

    private static QueryApi api(String service, String version, String action) {
        return new QueryApi(
                service,
                "http://" + service + "/doc/" + version + "/",
                Envelope.QUERY,
                true,
                Map.of(action, (_, _) -> {}));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what it was signed for counts, even without a date or with a signature that cannot hold
                "- | - | AWS4-HMAC-SHA256 Credential=AKID/20260102/us-east-1/ec2/aws4_request | ec2",
                "- | Version=2010-05-08 | AWS4-HMAC-SHA256 Credential=AKID/20260102/us-east-1/ec2/aws4_request | ec2",
                "X-Amz-Credential=AKID%2F20260102%2Fus-east-1%2Fiam%2Faws4_request | - | - | iam",
                // then the version, then the action: EC2 has had many versions
                "- | Action=GetServerCertificate&Version=2010-05-08 | - | iam",
                "Action=DescribeInstances&Version=2009-07-15 | - | - | ec2",
                "- | Action=DescribeInstances | AWS4-HMAC-SHA256 Credential=AKID | ec2",
                // and what says nothing that can be read is for load balancers
                "- | - | - | elasticloadbalancing",
                "Action=%ZZ | - | - | elasticloadbalancing",
                "- | - | AWS4-HMAC-SHA256 Credential=AKID/20260102/us-east-1/s3/aws4_request | elasticloadbalancing"
            })
    void aRequestIsRefusedInTheWordsOfTheServiceThatItSeemsToBeFor(
            String query, String form, String authorization, String service) {
        RawRequest request = new RawRequest(
                "POST",
                "/",
                given(query),
                Map.of("authorization", List.of(given(authorization))),
                given(form).getBytes(StandardCharsets.UTF_8),
                "192.0.2.1");

        assertThat(apis.claimed(request).service()).isEqualTo(service);
    }

    private static String given(String text) {
        return text.equals("-") ? "" : text;
    }
}
