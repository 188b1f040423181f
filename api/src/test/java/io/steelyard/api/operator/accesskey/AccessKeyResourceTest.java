package io.steelyard.api.operator.accesskey;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessKeyResourceTest {
    private final RunningApi api = RunningApi.start();
    private final String keys = keysOf(RunningApi.TENANT);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aKeyShowsItsSecretOnceAndIsForgotten() {
        Answer made = create(keys);
        String id = made.text("/accessKey/id");

        assertThat(made.status()).isEqualTo(201);
        assertThat(id).matches("AKIA[A-Z2-7]{16}");
        assertThat(made.text("/accessKey/secret")).hasSize(40);
        assertThat(list()).contains(id).doesNotContain(made.text("/accessKey/secret"));

        assertThat(delete(keys, id)).isEqualTo(204);
        assertThat(delete(keys, id)).isEqualTo(404);
        assertThat(list()).contains("\"accessKeys\":[]");
    }

    @Test
    void keysOfAnotherAccountAreNotThere() {
        String id = create(keys).text("/accessKey/id");

        assertThat(delete(keysOf(RunningApi.OTHER_TENANT), id)).isEqualTo(404);
        assertThat(list()).contains(id);
        assertThat(create(keysOf(987_654)).status()).isEqualTo(404);
        assertThat(api.send(api.operator(keysOf(987_654))).status()).isEqualTo(404);
    }

    private static String keysOf(long tenant) {
        return "/operator/v1/accounts/" + tenant + "/access-keys";
    }

    private Answer create(String path) {
        return api.send(api.operator(path).POST(BodyPublishers.noBody()));
    }

    private String list() {
        return api.send(api.operator(keys)).body();
    }

    private int delete(String path, String id) {
        return api.send(api.operator(path + "/" + id).DELETE()).status();
    }
}
