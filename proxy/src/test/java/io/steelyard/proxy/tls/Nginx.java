package io.steelyard.proxy.tls;

import static io.steelyard.testkit.Listening.awaitListening;

import io.steelyard.testkit.FreePort;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's nginx as a node: its answer tells of the connection that the request came by. */
public final class Nginx implements AutoCloseable {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.77.0.3");

    private final Process process;
    private final InetSocketAddress address;

    private Nginx(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * @param directory of its own
     * @param listen what its configuration says behind the address
     * @param more lines of the server's configuration
     */
    public static Nginx start(Path directory, TestCertificate certificate, String listen, String more)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(ADDRESS, FreePort.pick());
        Files.writeString(directory.resolve("node.crt"), certificate.chain());
        Files.writeString(directory.resolve("node.key"), certificate.privateKey());
        Path configuration = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log stderr;
                events { worker_connections 256; }
                http {
                  access_log off;
                  default_type text/plain;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  ssl_certificate %1$s/node.crt;
                  ssl_certificate_key %1$s/node.key;
                  ssl_protocols TLSv1.2 TLSv1.3;
                  server {
                    listen %2$s:%3$d %4$s;
                    %5$s
                    location / {
                      return 200 "version=$ssl_protocol name=$ssl_server_name reused=$ssl_session_reused client=$ssl_client_s_dn told=$proxy_protocol_addr protocol=$server_protocol connection=$connection";
                    }
                  }
                }
                """.formatted(
                        directory, ADDRESS.getHostAddress(), address.getPort(), listen, more));
        Process process = new ProcessBuilder(
                        "nginx", "-p", directory.toString(), "-e", "stderr", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.log").toFile())
                .start();
        awaitListening(process, address);
        return new Nginx(process, address);
    }

    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
}
