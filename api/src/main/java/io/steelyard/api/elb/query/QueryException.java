package io.steelyard.api.elb.query;

/** Why a request is not done, in the words of the dialect. Its message goes to the client. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final QueryError error;

    QueryException(QueryError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    public QueryError error() {
        return error;
    }

    /** For the client. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
