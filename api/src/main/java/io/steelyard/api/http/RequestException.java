package io.steelyard.api.http;

/** A request that HTTP or its format already rules out, before any dialect looks at what it asks. */
public final class RequestException extends RuntimeException {
    private final int status;
    private final String sentence;

    /**
     * @param status the HTTP status, 400 to 499
     * @param sentence tells the caller what is wrong and what would be right
     */
    public RequestException(int status, String sentence) {
        // Expected and frequent under abuse: a stack trace would only cost time.
        super(sentence, null, false, false);
        this.status = status;
        this.sentence = sentence;
    }

    public int status() {
        return status;
    }

    public String sentence() {
        return sentence;
    }
}
