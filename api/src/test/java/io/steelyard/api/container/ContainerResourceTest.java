package io.steelyard.api.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerResourceTest {
    private static final String CONTAINER = "lb_7_Shop_Nov_2026";
    private static final String OBJECT = "lb_7_Shop_2026112111.zip";
    private static final String ACCOUNT = "/v1/AUTH_" + RunningApi.TENANT;

    @TempDir
    private Path files;

    private final RunningApi api = RunningApi.start();
    private final RunningApi.Client client = api.client();

    @BeforeEach
    void deliver() throws IOException {
        Path log = Files.writeString(files.resolve("log"), "123");
        api.containers().put(new TenantId(RunningApi.TENANT), CONTAINER, OBJECT, log);
        api.containers().put(new TenantId(RunningApi.TENANT), CONTAINER, "lb_7_Shop_2026112112.zip", log);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theLoginSaysWhereTheyAre() {
        Answer login =
                api.send(api.request("/v1.0").headers("X-Auth-User", RunningApi.USER, "X-Auth-Key", RunningApi.KEY));

        assertThat(login.header("X-Storage-Url")).isEqualTo(api.url() + ACCOUNT);
    }

    @Test
    void listsContainersAndObjectsAsTextAndAsJson() {
        assertThat(get("").body()).isEqualTo(CONTAINER + "\n");
        assertThat(get("?format=json").body()).isEqualTo("[{\"name\":\"" + CONTAINER + "\",\"count\":2,\"bytes\":6}]");
        assertThat(get("/" + CONTAINER).body()).isEqualTo(OBJECT + "\nlb_7_Shop_2026112112.zip\n");
        assertThat(get("/" + CONTAINER + "?format=json").body())
                .contains("\"hash\":\"202cb962ac59075b964b07152d234b70\"", "\"bytes\":3", "\"name\":\"" + OBJECT);
        assertThat(get("/" + CONTAINER + "?limit=1&marker=" + OBJECT).body()).isEqualTo("lb_7_Shop_2026112112.zip\n");
        assertThat(get("/" + CONTAINER + "?prefix=x").status()).isEqualTo(204);
    }

    @Test
    void givesAnObjectWithWhatIsKnownOfIt() {
        Answer object = get("/" + CONTAINER + "/" + OBJECT);

        assertThat(object.status()).isEqualTo(200);
        assertThat(object.body()).isEqualTo("123");
        assertThat(object.header("Content-Type")).isEqualTo("application/zip");
        assertThat(object.header("ETag")).contains("202cb962ac59075b964b07152d234b70");
        Answer head = send("HEAD", "/" + CONTAINER + "/" + OBJECT, client.token());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("3");
        assertThat(send("HEAD", "/" + CONTAINER, client.token()).header("X-Container-Object-Count"))
                .isEqualTo("2");
    }

    @Test
    void deletesObjectsAndThenTheContainer() {
        assertThat(send("DELETE", "/" + CONTAINER, client.token()).status()).isEqualTo(409);
        assertThat(send("DELETE", "/" + CONTAINER + "/" + OBJECT, client.token())
                        .status())
                .isEqualTo(204);
        assertThat(send("DELETE", "/" + CONTAINER + "/" + OBJECT, client.token())
                        .status())
                .isEqualTo(404);
        send("DELETE", "/" + CONTAINER + "/lb_7_Shop_2026112112.zip", client.token());

        assertThat(send("DELETE", "/" + CONTAINER, client.token()).status()).isEqualTo(204);
        assertThat(get("").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/" + CONTAINER, "/" + CONTAINER + "/" + OBJECT, "/none"})
    void isClosedToOthers(String path) {
        assertThat(send("GET", path, api.otherClient().token()).status()).isEqualTo(401);
        assertThat(send("GET", path, "").status()).isEqualTo(401);
        assertThat(api.send(api.request(ACCOUNT + path)).status()).isEqualTo(401);
    }

    @Test
    void anObserverOnlyReads() {
        String token = api.client(Role.OBSERVER).token();

        assertThat(send("GET", "/" + CONTAINER, token).status()).isEqualTo(200);
        assertThat(send("DELETE", "/" + CONTAINER + "/" + OBJECT, token).status())
                .isEqualTo(403);
        assertThat(get("/" + CONTAINER + "/" + OBJECT).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/none", "/" + CONTAINER + "/none", "/" + CONTAINER + "/.md5." + OBJECT})
    void whatIsNotThereIsNotFound(String path) {
        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void nothingIsPutThere() {
        HttpRequest.Builder put = api.request(ACCOUNT + "/" + CONTAINER + "/mine")
                .header("X-Auth-Token", client.token())
                .PUT(BodyPublishers.ofString("x"));

        assertThat(api.send(put).status()).isEqualTo(405);
    }

    private Answer get(String path) {
        return send("GET", path, client.token());
    }

    private Answer send(String method, String path, String token) {
        return api.send(
                api.request(ACCOUNT + path).header("X-Auth-Token", token).method(method, BodyPublishers.noBody()));
    }
}
