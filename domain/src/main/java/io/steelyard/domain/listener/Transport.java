package io.steelyard.domain.listener;

/** What a listener binds: a TCP and a UDP listener may have the same address and port. */
public enum Transport {
    TCP,
    UDP
}
