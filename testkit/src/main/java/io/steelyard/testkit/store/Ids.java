package io.steelyard.testkit.store;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Outside the content, so that a unit that fails uses its ids up. */
final class Ids {
    final AtomicInteger loadBalancer = new AtomicInteger();
    final AtomicInteger node = new AtomicInteger();
    final AtomicInteger virtualIp = new AtomicInteger();
    final AtomicInteger vipGroup = new AtomicInteger();
    final AtomicLong audit = new AtomicLong();
    final AtomicInteger accessRule = new AtomicInteger();
    final AtomicInteger event = new AtomicInteger();
    final AtomicInteger subscription = new AtomicInteger();
    final AtomicInteger secret = new AtomicInteger();
    final AtomicInteger usage = new AtomicInteger();
}
