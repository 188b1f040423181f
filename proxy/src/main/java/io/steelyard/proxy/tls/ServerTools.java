package io.steelyard.proxy.tls;

/**
 * What all certificates of this host share.
 *
 * @param live which of them are loaded
 * @param tickets what sessions are resumed by
 * @param staples what authorities say of them
 */
record ServerTools(LiveContexts live, TicketKeys tickets, Staples staples) {}
