package io.steelyard.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeTrustTest {
    @ParameterizedTest
    @CsvSource({
        "node.test,node.test,true",
        "Node.Test,node.test,true",
        "*.node.test,one.node.test,true",
        "*.node.test,node.test,false",
        "*.node.test,one.two.node.test,false",
        "*.test,node.test,true",
        "o*.node.test,one.node.test,false",
        "node.test,other.test,false",
        "*,test,false",
    })
    void aCertificateNamesAHostAsItIsOrAllOfOneLevel(String presented, String host, boolean named) {
        assertThat(NodeTrust.names(presented, host)).isEqualTo(named);
    }
}
