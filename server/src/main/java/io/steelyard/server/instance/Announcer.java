package io.steelyard.server.instance;

import io.steelyard.server.aws.QueryClient;
import io.steelyard.server.aws.QueryRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Announces a server until it is told to stop. What the service refuses at first ends it, since somebody is there to read why;
 * later it goes on trying, as it does while the service is away.
 */
final class Announcer {
    private static final int SERVER_ERROR = 500;
    private static final String ID = "InstanceId";
    /** Of an interval, up to which each wait is shortened, so that servers that began together do not stay so. */
    private static final double SPREAD = 0.1;

    private final QueryClient service;
    private final Announcement what;
    private final Duration interval;
    private final AnnouncerLog log;
    private final CountDownLatch stopping = new CountDownLatch(1);
    /** One announcement at a time, and none after the last word. */
    private final ReentrantLock speaking = new ReentrantLock();

    private boolean stopped;
    private boolean known;
    private boolean failing;

    Announcer(QueryClient service, Announcement what, Duration interval, AnnouncerLog log) {
        this.service = service;
        this.what = what;
        this.interval = interval;
        this.log = log;
    }

    /** @return the status to exit with */
    int run(boolean once, boolean forget) {
        if (once) {
            return begin(false) ? 0 : 1;
        }
        Thread last = Thread.ofPlatform().name("stop").unstarted(() -> withdraw(forget));
        Runtime.getRuntime().addShutdownHook(last);
        if (!begin(true)) {
            Runtime.getRuntime().removeShutdownHook(last);
            return 1;
        }
        try {
            while (!stopping.await(wait(interval).toMillis(), TimeUnit.MILLISECONDS)) {
                speak();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static Duration wait(Duration interval) {
        return Duration.ofMillis((long)
                (interval.toMillis() * (1 - SPREAD * ThreadLocalRandom.current().nextDouble())));
    }

    /** Whether to go on. */
    private boolean begin(boolean patient) {
        try {
            announce();
            return true;
        } catch (IOException failed) {
            fail(failed);
            return patient && !isRefusal(failed);
        }
    }

    private static boolean isRefusal(IOException failed) {
        return failed instanceof QueryRefusedException refused
                && refused.status() < SERVER_ERROR
                && !refused.code().equals("Throttling");
    }

    private void speak() {
        speaking.lock();
        try {
            if (stopped) {
                return;
            }
            if (known) {
                renew();
            } else {
                announce();
            }
            failing = false;
        } catch (IOException failed) {
            fail(failed);
        } finally {
            speaking.unlock();
        }
    }

    private void renew() throws IOException {
        try {
            service.ask("RenewAnnouncement", Map.of(ID, what.id()));
        } catch (QueryRefusedException refused) {
            if (!refused.code().equals("InvalidInstance")) {
                throw refused;
            }
            // Forgotten, or silent for too long: all of it is said again.
            announce();
        }
    }

    private void announce() throws IOException {
        known = false;
        service.ask("AnnounceInstance", what.parameters());
        known = true;
        log.announced(what);
    }

    private void fail(IOException failed) {
        if (!failing) {
            log.failed(what, Objects.requireNonNullElse(failed.getMessage(), failed.toString()));
        }
        failing = true;
    }

    private void withdraw(boolean forget) {
        speaking.lock();
        try {
            stopped = true;
            if (known) {
                service.ask("WithdrawInstance", Map.of(ID, what.id(), "Forget", Boolean.toString(forget)));
                log.withdrawn(what, forget);
            }
        } catch (IOException failed) {
            fail(failed);
        } finally {
            speaking.unlock();
            // Not before: whoever waits for this closes the client.
            stopping.countDown();
        }
    }
}
