package io.steelyard.api.rackspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.Format;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;

/** A client that speaks one format, and sees the same values in either. */
record FormatClient(RunningApi api, RunningApi.Client client, Format format) {
    /** All values of what is there, by where they stand. */
    Map<String, String> get(String path) {
        return values(api.send(client.request(extended(path))));
    }

    /** Sends what is to be accepted. */
    Answer send(String verb, String path, String json, String xml) {
        Answer answer = ask(verb, path, json, xml);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer;
    }

    /** Sends the body of its format. */
    Answer ask(String verb, String path, String json, String xml) {
        return api.send(client.request(extended(path))
                .header("Content-Type", format.mediaType().toString())
                .method(verb, BodyPublishers.ofString(format == Format.XML ? xml : json)));
    }

    Map<String, String> values(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        assertThat(answer.header("Content-Type")).isEqualTo(format.mediaType().toString());
        return format == Format.XML ? Values.ofXmlAsJson(answer.body()) : Values.ofJson(answer.body());
    }

    /** With the extension of the format, before the query. */
    private String extended(String path) {
        int query = path.indexOf('?') < 0 ? path.length() : path.indexOf('?');
        return path.substring(0, query) + "." + format.name().toLowerCase(Locale.ROOT) + path.substring(query);
    }
}
