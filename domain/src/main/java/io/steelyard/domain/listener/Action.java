package io.steelyard.domain.listener;

/** What a listener does with traffic. */
public sealed interface Action permits Forward, Redirect {}
