package io.steelyard.api.elb.query;

import io.steelyard.api.body.XmlText;

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
            String type = refused.error().status() < 500 ? "Sender" : "Receiver";
            return "<ErrorResponse xmlns=\"" + namespace + "\"><Error><Type>" + type + "</Type>" + said(refused)
                    + "</Error><RequestId>" + id + "</RequestId></ErrorResponse>";
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
            return "<Response><Errors><Error>" + said(refused) + "</Error></Errors><RequestID>" + id
                    + "</RequestID></Response>";
        }
    };

    /** @param id of the request */
    public abstract String answer(String namespace, String action, Xml result, String id);

    /** As {@link #answer} for what is refused. */
    public abstract String error(String namespace, QueryException refused, String id);

    private static String said(QueryException refused) {
        StringBuilder message = new StringBuilder();
        XmlText.append(message, refused.text());
        return "<Code>" + refused.error().code() + "</Code><Message>" + message + "</Message>";
    }
}
