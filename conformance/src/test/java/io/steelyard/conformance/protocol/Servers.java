package io.steelyard.conformance.protocol;

import io.steelyard.testkit.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's servers, each with the least that makes it serve. */
final class Servers {
    private Servers() {}

    /** nginx with TLS, which answers "over tls". */
    record Https(int port, Path certificate) {
        static Https start(Cell cell) throws IOException, InterruptedException {
            Https server = new Https(FreePort.pick(), cell.certificate());
            cell.file("nginx.conf", """
                    daemon off;
                    pid nginx.pid;
                    error_log stderr;
                    events {}
                    http {
                      access_log off;
                      client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                      uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                      server {
                        listen 127.0.0.1:%d ssl;
                        ssl_certificate cert.pem;
                        ssl_certificate_key key.pem;
                        location / { default_type text/plain; return 200 "over tls\\n"; }
                      }
                    }
                    """.formatted(server.port));
            cell.serve("nginx -e stderr -p " + cell.directory() + " -c nginx.conf", server.port);
            return server;
        }
    }

    /** Exim, which appends every mail to the file delivered. */
    record Smtp(int port, Path delivered) {
        static Smtp start(Cell cell) throws IOException, InterruptedException {
            Smtp server = new Smtp(FreePort.pick(), cell.path("delivered"));
            String user = cell.run("id -un");
            String group = cell.run("id -gn");
            cell.folder("spool");
            cell.folder("log");
            Path config = cell.file("exim.conf", """
                    primary_hostname = steelyard.test
                    spool_directory = %1$s/spool
                    log_file_path = %1$s/log/%%s
                    exim_user = %2$s
                    exim_group = %3$s
                    local_interfaces = 127.0.0.1
                    daemon_smtp_ports = %4$d
                    keep_environment =
                    tls_advertise_hosts =
                    acl_smtp_rcpt = accept
                    acl_smtp_data = accept
                    domainlist local_domains = *
                    begin acl
                    begin routers
                    all:
                      driver = accept
                      transport = file
                    begin transports
                    file:
                      driver = appendfile
                      file = %1$s/delivered
                      user = %2$s
                      group = %3$s
                    begin retry
                    begin rewrite
                    """.formatted(cell.directory(), user, group, server.port));
            cell.serve("exim4 -C " + config + " -bdf", server.port);
            return server;
        }
    }

    /** Dovecot with one mailbox, whoever logs in with the password "secret". */
    record Mail(int imap, int imaps, int pop3, int pop3s, Path certificate) {
        static Mail start(Cell cell) throws IOException, InterruptedException {
            Mail server =
                    new Mail(FreePort.pick(), FreePort.pick(), FreePort.pick(), FreePort.pick(), cell.certificate());
            String user = cell.run("id -un");
            cell.folder("mail");
            Path config = cell.file("dovecot.conf", """
                    base_dir = %1$s/run
                    state_dir = %1$s/state
                    log_path = %1$s/log
                    protocols = imap pop3
                    listen = 127.0.0.1
                    default_internal_user = %2$s
                    default_login_user = %2$s
                    default_internal_group = %3$s
                    ssl = yes
                    ssl_cert = <%1$s/cert.pem
                    ssl_key = <%1$s/key.pem
                    disable_plaintext_auth = no
                    mail_location = mbox:%1$s/mail:INBOX=%1$s/mail/inbox
                    passdb {
                      driver = static
                      args = password=secret
                    }
                    userdb {
                      driver = static
                      args = uid=%4$s gid=%5$s home=%1$s/mail
                    }
                    service anvil {
                      chroot =
                    }
                    service imap-login {
                      chroot =
                      inet_listener imap {
                        port = %6$d
                      }
                      inet_listener imaps {
                        port = %7$d
                        ssl = yes
                      }
                    }
                    service pop3-login {
                      chroot =
                      inet_listener pop3 {
                        port = %8$d
                      }
                      inet_listener pop3s {
                        port = %9$d
                        ssl = yes
                      }
                    }
                    """.formatted(
                            cell.directory(),
                            user,
                            cell.run("id -gn"),
                            cell.run("id -u"),
                            cell.run("id -g"),
                            server.imap,
                            server.imaps,
                            server.pop3,
                            server.pop3s));
            cell.serve("dovecot -F -c " + config, server.imap, server.imaps, server.pop3, server.pop3s);
            return server;
        }
    }

    /** OpenLDAP's slapd for dc=test, whose administrator cn=admin,dc=test has the password "secret". */
    record Ldap(int ldap, int ldaps, Path certificate) {
        static Ldap start(Cell cell) throws IOException, InterruptedException {
            Ldap server = new Ldap(FreePort.pick(), FreePort.pick(), cell.certificate());
            cell.folder("db");
            Path config = cell.file("slapd.conf", """
                    include /etc/ldap/schema/core.schema
                    modulepath /usr/lib/ldap
                    moduleload back_mdb
                    TLSCertificateFile %1$s/cert.pem
                    TLSCertificateKeyFile %1$s/key.pem
                    database mdb
                    maxsize 10485760
                    suffix "dc=test"
                    rootdn "cn=admin,dc=test"
                    rootpw secret
                    directory %1$s/db
                    """.formatted(cell.directory()));
            cell.serve(
                    List.of(
                            "slapd",
                            "-d",
                            "0",
                            "-f",
                            config.toString(),
                            "-h",
                            "ldap://127.0.0.1:%d/ ldaps://127.0.0.1:%d/".formatted(server.ldap, server.ldaps)),
                    server.ldap,
                    server.ldaps);
            return server;
        }
    }

    /** vsftpd, whose root holds who.txt with this name and a folder in that anybody may write to. */
    record Ftp(int port, Path root) {
        static Ftp start(Cell cell, String name) throws IOException {
            Ftp server = new Ftp(FreePort.pick(), cell.folder("root"));
            cell.folder("empty");
            cell.folder("root/in");
            cell.file("root/who.txt", name);
            Path config = cell.file("vsftpd.conf", """
                    listen=YES
                    listen_address=127.0.0.1
                    listen_port=%2$d
                    background=NO
                    run_as_launching_user=YES
                    one_process_model=YES
                    seccomp_sandbox=NO
                    secure_chroot_dir=%1$s/empty
                    anonymous_enable=YES
                    no_anon_password=YES
                    anon_root=%1$s/root
                    write_enable=YES
                    anon_upload_enable=YES
                    anon_umask=022
                    xferlog_enable=NO
                    """.formatted(cell.directory(), server.port));
            cell.serve("vsftpd " + config, server.port);
            return server;
        }
    }

    /** dnsmasq, which knows weights.steelyard.test alone. */
    record Dns(int port) {
        static Dns start(Cell cell) throws IOException {
            Dns server = new Dns(FreePort.pick());
            cell.serve(
                    "dnsmasq --keep-in-foreground --conf-file=/dev/null --no-hosts --no-resolv --bind-interfaces"
                            + " --listen-address=127.0.0.1 --user= --pid-file= --port=" + server.port
                            + " --address=/weights.steelyard.test/10.9.8.7",
                    server.port);
            return server;
        }
    }

    /** OpenSSH with one key for the user that runs the tests, who may fetch files and nothing else. */
    record Sftp(int port, Path clientKey, Path offered) {
        private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");

        static Sftp start(Cell cell) throws IOException, InterruptedException {
            Path secret = Files.createTempDirectory("steelyard-sftp-");
            key(secret.resolve("host"));
            key(secret.resolve("client"));
            Sftp server = new Sftp(
                    FreePort.pick(),
                    secret.resolve("client"),
                    Files.writeString(secret.resolve("offered"), "weights and measures"));
            Path config = Files.writeString(secret.resolve("sshd.conf"), """
                    Port %1$d
                    ListenAddress 127.0.0.1
                    HostKey %2$s/host
                    AuthorizedKeysFile %2$s/client.pub
                    PermitRootLogin yes
                    StrictModes no
                    UsePAM no
                    PidFile none
                    ForceCommand internal-sftp
                    Subsystem sftp internal-sftp
                    """.formatted(server.port, secret));
            if (Files.isWritable(PRIVILEGE_SEPARATION.getParent())) {
                Files.createDirectories(PRIVILEGE_SEPARATION);
            }
            cell.serveAsOurselves(List.of("/usr/sbin/sshd", "-D", "-e", "-f", config.toString()), server.port);
            return server;
        }

        private static void key(Path file) throws IOException, InterruptedException {
            Curl.run(new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()))
                    .orFail();
        }
    }

    /** MariaDB without any table, which asks nobody for a password. */
    record Mysql(int port) {
        static Mysql start(Cell cell) throws IOException {
            Mysql server = new Mysql(FreePort.pick());
            cell.serve(
                    "mariadbd --no-defaults --skip-grant-tables --bind-address=127.0.0.1 --innodb-buffer-pool-size=8M"
                            + " --innodb-log-file-size=4M --port=" + server.port + " --datadir=" + cell.folder("data")
                            + " --socket=" + cell.path("socket") + " --pid-file=" + cell.path("pid"),
                    server.port);
            return server;
        }
    }
}
