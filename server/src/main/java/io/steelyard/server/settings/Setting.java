package io.steelyard.server.settings;

import io.steelyard.control.ratelimit.RateLimits;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every setting of the service, under its one name: flag, environment variable and configuration key. */
public enum Setting {
    DATA("DIR", "where everything is kept", false, "steelyard-data"),
    LISTEN("HOST:PORT", "where the API is; port 0 takes any free one", false, "127.0.0.1:8080"),
    TLS_CERT(
            "FILE",
            "the API's certificate chain, PEM; without one --listen beyond loopback has a self-signed one made",
            false),
    TLS_KEY("FILE", "the private key of --tls-cert, PEM, not encrypted", false),
    OPERATOR_LISTEN(
            "HOST:PORT",
            "where the operator's API and the metrics are, on loopback; port 0 takes any free one",
            false,
            "127.0.0.1:8081"),
    LOOPBACK_NODES(
            "allow|refuse",
            "whether tenants may have traffic sent to 127.0.0.0/8 and ::1; without it: where --listen is loopback",
            false),
    POWER_OF_TWO_CHOICES(
            "allow|refuse",
            "whether tenants may choose the algorithm POWER_OF_TWO_CHOICES; clients that know five may refuse to read"
                    + " of it",
            false,
            "refuse"),
    CLOSED_NETWORKS(
            "CIDR[,CIDR...]",
            "networks that tenants may not have traffic sent to, such as the operators'; the API's own address is one",
            true),
    NODE_DOMAINS("DOMAIN[,DOMAIN...]", "domains that host names of nodes may be in; without it any", false),
    ACCOUNT(
            "NAME:API_KEY:TENANT_ID[:ROLE]",
            "an account, or with a role one more user of it, made if absent; better given as @FILE",
            true),
    ACCESS_KEY(
            "ID:SECRET:TENANT_ID",
            "what an account signs requests of the ELB dialect with; better given as @FILE",
            true),
    SIGNATURE_V2(
            "on|off",
            "whether requests of the ELB dialect may have signatures of version 2, which say less of what is signed",
            false,
            "off"),
    INSTANCE(
            "[ACCOUNT/]ID=ADDRESS@ZONE",
            "a server that an account may register with a load balancer by its id; without ACCOUNT: the first one",
            true),
    EC2_URL(
            "URL",
            "an EC2-compatible endpoint whose instances come into the inventory; {region} in it stands for each of"
                    + " --ec2-regions; off without it",
            false),
    EC2_KEY("ID:SECRET", "what it is asked with; better given as @FILE", false),
    EC2_REGIONS("REGION[,REGION...]", "which of its regions are asked", false, "us-east-1"),
    EC2_ACCOUNT("ACCOUNT", "the account that its instances come to; without it the first one", false),
    OPENSTACK_URL(
            "URL",
            "an OpenStack identity service, version 3, as in https://HOST:5000/v3, whose servers come into the inventory;"
                    + " off without it",
            false),
    OPENSTACK_LOGIN(
            "USER:PASSWORD:PROJECT[:DOMAIN]",
            "what it is asked with, the domain being Default unless named; better given as @FILE",
            false),
    OPENSTACK_REGION("REGION", "the region of its compute service; without it any", false),
    OPENSTACK_ACCOUNT("ACCOUNT", "the account that its servers come to; without it the first one", false),
    DISCOVERY_INTERVAL("DURATION", "how often clouds are asked; at least 1s", false, "60s"),
    DISCOVERY_MOST("NUMBER", "how many instances one cloud may list; more are none at all", false, "1000"),
    DISCOVERY_GROUP_TAG(
            "KEY",
            "the tag that names an instance's scaling group; without it aws:autoscaling:groupName of EC2, group of"
                    + " OpenStack's metadata",
            false),
    DISCOVERY_CA("FILE", "certificates, PEM, that clouds are trusted by; without it those of this machine", false),
    REGION(
            "NAME=AWS-NAME:ZONE[,ZONE...]",
            "a region; the first is the default",
            true,
            "ORD=us-east-1:us-east-1a,us-east-1b"),
    DNS_ZONE(
            "DOMAIN",
            "gives classic load balancers names in this domain, and answers for it at --dns-listen; without it their"
                    + " DNSName is their address",
            false),
    DNS_LISTEN("HOST:PORT", "where names in --dns-zone are answered, over UDP and TCP", false, "127.0.0.1:5353"),
    DNS_UPDATE(
            "ADDRESS[:PORT]",
            "a name server for --dns-zone that is told of names as they come and go, by dynamic updates; port 53"
                    + " without another",
            false),
    DNS_TSIG(
            "NAME:SECRET",
            "the key that dynamic updates are signed with, by HMAC-SHA256, in Base64; better given as @FILE",
            false),
    PUBLIC_URL("[REGION=]URL", "the API's address as clients see it, without path; default: the listener's", true),
    PUBLIC_VIPS("CIDR[@ZONE][,...]", "networks for PUBLIC virtual IPs, IPv4 or IPv6", true, "127.100.0.0/16"),
    SERVICENET_VIPS("CIDR[@ZONE][,...]", "networks for SERVICENET virtual IPs", true, "127.101.0.0/16"),
    VIP_INTERFACE(
            "NAME",
            "an interface that virtual IPs are put on while they are served, and taken off again; needs the right to;"
                    + " without it they have to be there already",
            false),
    VIP_QUARANTINE(
            "DURATION",
            "how long a virtual IP's address that was left is not given out again unless no other is free",
            false,
            "60s"),
    LIMITS(
            "NAME=NUMBER[,NAME=NUMBER...]",
            "what an account may have unless the operator gives it other limits; any of them",
            false,
            LimitsSetting.usual()),
    RATE_LIMITS(
            "VERB URI=NUMBER/UNIT[,...]",
            "how many requests an account may send unless the operator gives it other limits; \"none\" for any number",
            false,
            RateLimits.DEFAULT.toString()),
    PENDING_WAIT(
            "DURATION", "how long a write waits for an earlier one to be applied; 0s refuses at once", false, "5s"),
    CLIENT_IDLE("DURATION", "how long a client's HTTP connection may wait for its next request", false, "60s"),
    HEAD_TIME(
            "DURATION",
            "how long the head of an HTTP request may take from its first octet on; 1s to 10m",
            false,
            "10s"),
    REQUEST_LINE_SIZE("SIZE", "how long the first line of a request may be; 1k to 64k", false, "8k"),
    HEAD_SIZE("SIZE", "how long the head of a request or answer may be; --request-line-size to 1m", false, "32k"),
    HEAD_FIELDS("NUMBER", "how many fields the head of a request or answer may have; 16 to 1024", false, "128"),
    MIN_BODY_RATE(
            "NUMBER",
            "how many octets a second of a request's content must come, over 30 s that nothing else is waited for; 0"
                    + " for any number",
            false,
            "50"),
    MIN_READ_RATE("NUMBER", "how many octets a second of what waits for it a client must take, likewise", false, "100"),
    REQUESTS_PER_CONNECTION("NUMBER", "how many requests one HTTP connection may bring; 0 for any number", false, "0"),
    HTTP2_STREAMS("NUMBER", "how many requests one HTTP/2 connection may have at once; 1 to 10000", false, "100"),
    HTTP2_RESETS(
            "NUMBER",
            "how many requests of one HTTP/2 connection may be reset in 30 s, beside one for each that was answered; 1"
                    + " to 100000",
            false,
            "200"),
    HTTP2_FRAMES(
            "NUMBER",
            "how many frames a second one HTTP/2 connection may bring that ask for nothing; 100 to 1000000",
            false,
            "1000"),
    HTTP2_STREAM_WINDOW(
            "SIZE",
            "how much of one HTTP/2 request's content is taken before a node takes it; 16k to 8m",
            false,
            "64k"),
    HTTP2_CONNECTION_WINDOW(
            "SIZE", "how much of all of an HTTP/2 connection's; 64k and --http2-stream-window to 16m", false, "1m"),
    WEBSOCKET_IDLE(
            "DURATION",
            "how long a WebSocket may carry nothing, where the load balancer's own time is shorter; 1s to 24h",
            false,
            "1h"),
    HANDSHAKE_TIME("DURATION", "how long a TLS handshake may take; 1s to 10m", false, "10s"),
    CLIENT_HELLO_SIZE(
            "SIZE",
            "how long a TLS hello may be to be offered to a second node where TLS is passed through; 1k to 64k",
            false,
            "16k"),
    LISTENER_CONNECTIONS(
            "NUMBER", "how many clients one address and port may have; 0 for as many as the load balancer", false, "0"),
    BALANCER_CONNECTIONS(
            "NUMBER",
            "how many clients one load balancer may have; without it half of the files that the proxy may open",
            false),
    SPLICE_PIPES(
            "NUMBER",
            "how many long streams each event loop of the proxy passes within the kernel at once, where io_uring serves; 0 for"
                    + " none, at most 4096",
            false,
            "64"),
    PROXY_PROTOCOL_FROM(
            "CIDR[,CIDR...]",
            "where load balancers are that say whose connections they carry to this one, by PROXY protocol; every"
                    + " connection from there must begin with it",
            true),
    FTP_DATA_PORTS(
            "FIRST-LAST", "ports of each virtual IP where FTP clients open data connections", false, "30000-30999"),
    LOG_PERIOD(
            "DURATION",
            "how often access logs are delivered: 1h, or a part of an hour such as 5m; at least 1s",
            false,
            "1h"),
    LOG_STORE(
            "disk|swift:AUTH_URL|s3:URL/BUCKET",
            "where access logs are delivered to: containers on this disk, OpenStack Swift or S3",
            false,
            "disk"),
    LOG_STORE_USER("NAME", "the user of Swift, or the access key id of S3", false),
    LOG_STORE_KEY("KEY", "the key of Swift, or the secret access key of S3; better given as @FILE", false),
    LOG_STORE_ACCOUNT(
            "ACCOUNT",
            "the account of Swift that has a tenant's containers, such as AUTH_{tenant}; without it the user's own",
            false),
    LOG_STORE_REGION("REGION", "the region of S3", false, "us-east-1"),
    LOG_BUCKET(
            "BUCKET=TENANT_ID|BUCKET",
            "a bucket of S3 that an account's classic load balancers may have their access logs written to; or, once, a name"
                    + " with {tenant} in it, which is the bucket of the account of that id",
            true),
    LOG_QUOTA("SIZE", "what one account's access logs may take up of this disk, such as 500m or 2g", false, "1g"),
    MASTER_KEY_FILE(
            "FILE",
            "the key that private keys are sealed with; made at the first start; without it: master.key in --data",
            false),
    OCSP_STAPLING(
            "on|off",
            "whether the responders that tenants' certificates name are asked, for what clients are told in handshakes",
            false,
            "on"),
    NAME_SERVERS(
            "ADDRESS:PORT",
            "a name server that is asked where nodes with names are; without any: those of this machine",
            true),
    ORPHAN_LIMIT("DURATION", "how long the proxy serves on without the control process", false, "10m"),
    RESTART_DRAIN(
            "DURATION", "how long connections of the old proxy may go on after its restart; at least 1s", false, "10m");

    private final String form;
    private final String meaning;
    private final boolean repeatable;
    private final Optional<String> usual;

    Setting(String form, String meaning, boolean repeatable) {
        this(form, meaning, repeatable, Optional.empty());
    }

    Setting(String form, String meaning, boolean repeatable, String usual) {
        this(form, meaning, repeatable, Optional.of(usual));
    }

    Setting(String form, String meaning, boolean repeatable, Optional<String> usual) {
        this.form = form;
        this.meaning = meaning;
        this.repeatable = repeatable;
        this.usual = usual;
    }

    /** As in a configuration file: {@code public-vips}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As on the command line: {@code --public-vips}. */
    public String flag() {
        return "--" + key();
    }

    /** As in the environment: {@code STEELYARD_PUBLIC_VIPS}. */
    public String variable() {
        return "STEELYARD_" + name();
    }

    public String form() {
        return form;
    }

    public String meaning() {
        return meaning;
    }

    public boolean repeatable() {
        return repeatable;
    }

    /** The value when none is given. */
    public Optional<String> usual() {
        return usual;
    }

    public static Optional<Setting> withKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }
}
