package io.steelyard.api.elb.query;

import io.steelyard.api.body.XmlText;
import io.steelyard.api.elb.query.QueryError.Said;

/** What is around answers. */
public enum Envelope {
    /** {@code ActionResponse}, {@code ActionResult} and {@code ResponseMetadata}. */
    QUERY {
        @Override
        public String answer(String namespace, String action, Xml result, String id) {
            return "<" + action + "Response xmlns=\"" + namespace + "\"><" + action + "Result>" + result + "</" + action
                    + "Result><ResponseMetadata><RequestId>" + id + "</RequestId></ResponseMetadata></" + action
                    + "Response>";
        }

        @Override
        public String error(String namespace, QueryException refused, String id) {
            String type = status(refused) < 500 ? "Sender" : "Receiver";
            return "<ErrorResponse xmlns=\"" + namespace + "\"><Error><Type>" + type + "</Type>" + text(refused)
                    + "</Error><RequestId>" + id + "</RequestId></ErrorResponse>";
        }

        @Override
        Said said(QueryError error) {
            return error.said();
        }
    },
    /** EC2's own, where names begin with small letters and lists are made of {@code item}. */
    EC2 {
        @Override
        public String answer(String namespace, String action, Xml result, String id) {
            return "<" + action + "Response xmlns=\"" + namespace + "\"><requestId>" + id + "</requestId>" + result
                    + "</" + action + "Response>";
        }

        @Override
        public String error(String namespace, QueryException refused, String id) {
            return "<Response><Errors><Error>" + text(refused) + "</Error></Errors><RequestID>" + id
                    + "</RequestID></Response>";
        }

        @Override
        Said said(QueryError error) {
            return error.ofEc2();
        }
    };

    /** @param id of the request */
    public abstract String answer(String namespace, String action, Xml result, String id);

    /** As {@link #answer} for what is refused. */
    public abstract String error(String namespace, QueryException refused, String id);

    /** Of HTTP. */
    public int status(QueryException refused) {
        return said(refused.error()).status();
    }

    abstract Said said(QueryError error);

    String text(QueryException refused) {
        StringBuilder message = new StringBuilder();
        XmlText.append(message, refused.text());
        return "<Code>" + said(refused.error()).code() + "</Code><Message>" + message + "</Message>";
    }
}
