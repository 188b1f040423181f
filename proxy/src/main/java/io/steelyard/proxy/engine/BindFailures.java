package io.steelyard.proxy.engine;

import io.netty.channel.unix.Errors;
import io.steelyard.domain.desired.Bind;
import io.steelyard.domain.loadbalancer.Failure;
import java.util.Locale;

/** Why an address could not be listened on, in words that say what to do. */
final class BindFailures {
    // errno of Linux, which is the same on x86-64 and AArch64.
    private static final int EACCES = 13;
    private static final int EADDRINUSE = 98;
    private static final int EADDRNOTAVAIL = 99;

    private BindFailures() {}

    static RejectedException of(Bind bind, Throwable cause) {
        return switch (errno(cause)) {
            case EADDRINUSE ->
                new RejectedException(
                        Failure.Code.ADDRESS_IN_USE,
                        bind + " is held by another process on this host: stop that one, or choose another port.");
            case EADDRNOTAVAIL ->
                new RejectedException(
                        Failure.Code.ADDRESS_NOT_AVAILABLE,
                        bind.address() + " is on no interface of this host: add it to one, or choose another address.");
            case EACCES ->
                new RejectedException(
                        Failure.Code.PRIVILEGED_PORT,
                        "This host may not listen on port " + bind.port() + ": allow it by 'sudo sysctl"
                                + " net.ipv4.ip_unprivileged_port_start=" + bind.port()
                                + "', or choose a port from 1024 on.");
            default ->
                new RejectedException(
                        Failure.Code.HOST_ERROR, "This host could not listen on " + bind + ": " + cause + ".");
        };
    }

    private static int errno(Throwable cause) {
        return cause instanceof Errors.NativeIoException failed ? -failed.expectedErr() : errnoByText(cause);
    }

    /** The JDK gives no number, only the system's text for it. */
    private static int errnoByText(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("already in use")) {
            return EADDRINUSE;
        }
        if (text.contains("cannot assign requested address")) {
            return EADDRNOTAVAIL;
        }
        return text.contains("permission denied") ? EACCES : 0;
    }
}
