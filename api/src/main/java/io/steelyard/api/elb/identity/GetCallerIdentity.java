package io.steelyard.api.elb.identity;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;

/** Whose access key it is (STS, version 2011-06-15). */
public final class GetCallerIdentity implements Action {
    @Override
    public void answer(Call call, Xml result) {
        String account = call.caller().tenant().toString();
        result.text("Arn", "arn:aws:iam::" + account + ":root")
                .text("UserId", account)
                .text("Account", account);
    }
}
