package io.steelyard.proxy.ftp;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.PortRange;
import java.time.Duration;

/**
 * What FTP may take.
 *
 * @param dataPorts of each virtual IP, where clients open data connections
 * @param dataWait how long such a port waits for its one client
 */
public record FtpLimits(PortRange dataPorts, Duration dataWait) {
    /** Below the ports that Linux gives to outgoing connections. */
    public static final FtpLimits DEFAULT =
            new FtpLimits(new PortRange(new Port(30_000), new Port(30_999)), Duration.ofSeconds(60));

    public FtpLimits withDataPorts(PortRange ports) {
        return new FtpLimits(ports, dataWait);
    }

    public FtpLimits withDataWait(Duration limit) {
        return new FtpLimits(dataPorts, limit);
    }
}
