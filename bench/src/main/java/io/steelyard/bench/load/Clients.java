package io.steelyard.bench.load;

/**
 * The clients that rows choose from.
 *
 * @param wrk HTTP/1.1 in a closed loop
 * @param h2load HTTP/2 in a closed loop
 * @param ab a connection for each request, over TLS with a full handshake each
 * @param openLoop HTTP/1.1 at a rate, whatever the target does
 */
public record Clients(Client wrk, Client h2load, Client ab, Client openLoop) {}
