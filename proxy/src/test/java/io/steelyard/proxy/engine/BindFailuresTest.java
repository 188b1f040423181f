package io.steelyard.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.unix.Errors;
import io.steelyard.domain.desired.Bind;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.virtualip.IpAddress;
import java.net.BindException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class BindFailuresTest {
    private static final Bind BIND = new Bind(IpAddress.require("127.0.0.1"), new Port(80), Transport.TCP);

    @Test
    void aPrivilegedPortComesWithTheLineThatAllowsIt() {
        RejectedException failure = BindFailures.of(BIND, new Errors.NativeIoException("bind", -13));

        assertThat(failure.code()).isEqualTo(Failure.Code.PRIVILEGED_PORT);
        assertThat(failure.reason()).contains("sysctl net.ipv4.ip_unprivileged_port_start=80");
    }

    @Test
    void theJdksTextsMeanTheSame() {
        assertThat(BindFailures.of(BIND, new SocketException("Permission denied"))
                        .code())
                .isEqualTo(Failure.Code.PRIVILEGED_PORT);
        assertThat(BindFailures.of(BIND, new BindException("Address already in use"))
                        .code())
                .isEqualTo(Failure.Code.ADDRESS_IN_USE);
        assertThat(BindFailures.of(BIND, new BindException("Cannot assign requested address"))
                        .code())
                .isEqualTo(Failure.Code.ADDRESS_NOT_AVAILABLE);
    }

    @Test
    void anythingElseIsAnErrorOfTheHostAndIsQuoted() {
        RejectedException failure = BindFailures.of(BIND, new SocketException("No buffer space available"));

        assertThat(failure.code()).isEqualTo(Failure.Code.HOST_ERROR);
        assertThat(failure.reason()).contains("No buffer space available");
    }
}
