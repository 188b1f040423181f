package io.steelyard.proxy;

import io.steelyard.hostlink.HostBusyException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * The proxy process. Exit status: 0 ended as asked, 1 it could not start, 2 wrong flags, 3 another proxy is at this
 * socket.
 */
public final class ProxyMain {
    private ProxyMain() {}

    /** @param args see {@link ProxyConfig#USAGE} */
    public static void main(String[] args) {
        // Its own file name, since the control process's logging may be on the same class path.
        defaultProperty("logback.configurationFile", "logback-proxy.xml");
        // Netty's adaptive allocator has reports of running out of memory.
        defaultProperty("io.netty.allocator.type", "pooled");
        System.exit(run(args));
    }

    private static int run(String... args) {
        try {
            run(ProxyConfig.parse(args));
            return 0;
        } catch (IllegalArgumentException wrong) {
            System.err.println("proxy: " + wrong.getMessage() + "\n" + ProxyConfig.USAGE);
            return 2;
        } catch (HostBusyException busy) {
            System.err.println("proxy: " + busy.getMessage());
            return 3;
        } catch (IOException refused) {
            System.err.println("proxy: " + refused.getMessage());
            return 1;
        }
    }

    /**
     * Runs a proxy until it is to end; SIGTERM drains it.
     *
     * @throws HostBusyException when another proxy is at this socket
     * @throws IOException when it cannot start
     */
    public static void run(ProxyConfig config) throws IOException {
        ProxyProcess process = ProxyProcess.start(config);
        CountDownLatch ended = new CountDownLatch(1);
        Thread onSignal = new Thread(() -> drainThenEnd(process, ended), "on-signal");
        Runtime.getRuntime().addShutdownHook(onSignal);
        process.run();
        ended.countDown();
        removeHook(onSignal);
    }

    /** The JVM is ending already, so halting is what leaves status 0. The drain has a limit of its own. */
    private static void drainThenEnd(ProxyProcess process, CountDownLatch ended) {
        process.stop();
        try {
            ended.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingBySignal) {
            return;
        }
    }

    private static void defaultProperty(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
