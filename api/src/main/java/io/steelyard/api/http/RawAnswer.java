package io.steelyard.api.http;

/** What a {@link RawDialect} answers, octet by octet. */
public record RawAnswer(int status, String contentType, byte[] body) {}
