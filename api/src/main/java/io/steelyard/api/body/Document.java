package io.steelyard.api.body;

/**
 * What is answered where a resource itself chose the format.
 *
 * @param text sent in UTF-8, or packed when the client asks for that
 */
public record Document(String text) {}
