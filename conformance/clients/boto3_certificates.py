"""Certificates, and listeners of HTTPS and SSL, through boto3 and boto 2, as released.

Usage: boto3_certificates.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT INSTANCE_ADDRESS DIRECTORY OTHER_KEY

The inventory has i-one at INSTANCE_ADDRESS in us-east-1a, answering HTTP on INSTANCE_PORT with its id. DIRECTORY has
shop.crt, shop.key and, self-signed like it, blog.crt and blog.key, all RSA. OTHER_KEY is an access key, with the same
secret, of another account. Ends with status 0 when everything was as the clients promise their users.
"""

import http.server
import os
import socket
import ssl
import subprocess
import sys
import threading

import boto.iam.connection
import boto3
import botocore.exceptions
import urllib.parse
from botocore.config import Config

ENDPOINT, KEY, SECRET, PORT, ADDRESS, DIRECTORY, OTHER_KEY = sys.argv[1:]
PORT = int(PORT)
NAME = "secure"
ARN = "arn:aws:iam::123456789012:server-certificate"


def client(service, key=KEY, region="us-east-1"):
    return boto3.client(service, region_name=region, endpoint_url=ENDPOINT, aws_access_key_id=key,
                        aws_secret_access_key=SECRET, config=Config(retries={"max_attempts": 0}))


elb = client("elb")
iam = client("iam")


def file(name):
    with open(os.path.join(DIRECTORY, name)) as text:
        return text.read()


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        assert error.response["Error"]["Message"], error.response
        return error
    raise AssertionError("expected " + code)


def described(name=NAME):
    return elb.describe_load_balancers(LoadBalancerNames=[name])["LoadBalancerDescriptions"][0]


def listener(port, protocol="HTTPS", behind="HTTP", instance_port=PORT, certificate=ARN + "/shop"):
    return {"Protocol": protocol, "LoadBalancerPort": port, "InstanceProtocol": behind, "InstancePort": instance_port,
            "SSLCertificateId": certificate}


def ask(port, certificate):
    """The answer, from a server that proves to be of that certificate."""
    trusting = ssl.create_default_context(cafile=os.path.join(DIRECTORY, certificate + ".crt"))
    with socket.create_connection((described()["DNSName"], port), timeout=10) as plain:
        with trusting.wrap_socket(plain, server_hostname=certificate) as secure:
            secure.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            answer = b""
            for part in iter(lambda: secure.recv(65536), b""):
                answer += part
            return answer.rpartition(b"\r\n\r\n")[2].decode()


def handshake(port, *options):
    """The version and the cipher that openssl agrees on; the version alone where it is refused."""
    client = subprocess.run(
        ["openssl", "s_client", "-connect", "%s:%d" % (described()["DNSName"], port), *options], input=b"", timeout=20,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    printed = client.stdout.decode(errors="replace")
    found = dict(line.strip().split(": ", 1) for line in printed.splitlines()
                 if line.strip().startswith(("Protocol  : ", "Cipher    : ")))
    if found.get("Cipher    ", "0000") == "0000":
        return None
    return found["Protocol  "], found["Cipher    "]


def upload():
    kept = iam.upload_server_certificate(
        ServerCertificateName="shop", CertificateBody=file("shop.crt"), PrivateKey=file("shop.key"))
    shown = kept["ServerCertificateMetadata"]
    assert shown["Arn"] == ARN + "/shop" and shown["Path"] == "/" and shown["ServerCertificateName"] == "shop", shown
    assert shown["ServerCertificateId"].startswith("ASCA") and shown["Expiration"] > shown["UploadDate"], shown
    # boto 2 takes region and service from the host's name, and an address has none.
    address = urllib.parse.urlsplit(ENDPOINT)
    old = boto.iam.connection.IAMConnection(KEY, SECRET, is_secure=False, port=address.port, host=address.hostname)
    old.auth_region_name, old.auth_service_name = "us-east-1", "iam"
    answer = old.upload_server_cert("blog", file("blog.crt"), file("blog.key"), path="/eu/")
    metadata = answer.upload_server_certificate_response.upload_server_certificate_result.server_certificate_metadata
    assert metadata.arn == ARN + "/eu/blog", answer
    listed = old.get_all_server_certs().list_server_certificates_response.list_server_certificates_result
    assert [each.server_certificate_name for each in listed.server_certificate_metadata_list] == ["blog", "shop"]


def look():
    names = [each["ServerCertificateName"] for page in iam.get_paginator("list_server_certificates").paginate(
        PaginationConfig={"PageSize": 1}) for each in page["ServerCertificateMetadataList"]]
    assert names == ["blog", "shop"], names
    below = iam.list_server_certificates(PathPrefix="/eu/")["ServerCertificateMetadataList"]
    assert [each["ServerCertificateName"] for each in below] == ["blog"], below
    shown = iam.get_server_certificate(ServerCertificateName="blog")["ServerCertificate"]
    assert shown["CertificateBody"].strip() == file("blog.crt").strip(), shown
    assert "PRIVATE" not in str(shown), shown
    assert client("iam", region="eu-west-1").list_server_certificates()["ServerCertificateMetadataList"]
    other = client("iam", key=OTHER_KEY)
    assert other.list_server_certificates()["ServerCertificateMetadataList"] == []
    refused("NoSuchEntity", other.get_server_certificate, ServerCertificateName="shop")
    refused("InvalidAction", iam.list_users)


def bad_certificates():
    good = {"ServerCertificateName": "new", "CertificateBody": file("shop.crt"), "PrivateKey": file("shop.key")}
    refused("EntityAlreadyExists", iam.upload_server_certificate, **dict(good, ServerCertificateName="shop"))
    refused("KeyPairMismatch", iam.upload_server_certificate, **dict(good, PrivateKey=file("blog.key")))
    refused("MalformedCertificate", iam.upload_server_certificate, **dict(good, CertificateBody="no certificate"))
    refused("MalformedCertificate", iam.upload_server_certificate, **dict(good, PrivateKey="no key"))
    refused("MalformedCertificate", iam.upload_server_certificate, **dict(good, CertificateChain=file("blog.crt")))
    refused("ValidationError", iam.upload_server_certificate, **dict(good, ServerCertificateName="a name"))
    refused("ValidationError", iam.upload_server_certificate, **dict(good, Path="/no-end"))
    refused("InvalidInput", iam.upload_server_certificate, **dict(good, Tags=[{"Key": "a", "Value": "b"}]))
    refused("NoSuchEntity", iam.get_server_certificate, ServerCertificateName="new")
    refused("NoSuchEntity", iam.delete_server_certificate, ServerCertificateName="new")


def bad_listeners():
    wanted = {"LoadBalancerName": NAME, "AvailabilityZones": ["us-east-1a"]}
    refused("CertificateNotFound", elb.create_load_balancer, Listeners=[listener(8443, certificate=ARN + "/nobody")], **wanted)
    refused("CertificateNotFound", elb.create_load_balancer, Listeners=[listener(8443, certificate=ARN + "/blog")], **wanted)
    refused("CertificateNotFound", elb.create_load_balancer, Listeners=[
        listener(8443, certificate="arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234")], **wanted)
    refused("CertificateNotFound", client("elb", key=OTHER_KEY).create_load_balancer, Listeners=[listener(8443)], **wanted)
    without = listener(8443)
    del without["SSLCertificateId"]
    refused("ValidationError", elb.create_load_balancer, Listeners=[without], **wanted)
    refused("ValidationError", elb.create_load_balancer, Listeners=[listener(8080, protocol="HTTP")], **wanted)
    refused("LoadBalancerNotFound", described)


def traffic():
    elb.create_load_balancer(LoadBalancerName=NAME, AvailabilityZones=["us-east-1a"], Listeners=[
        listener(8443), {"Protocol": "HTTP", "LoadBalancerPort": 8080, "InstancePort": PORT}])
    elb.create_load_balancer_listeners(LoadBalancerName=NAME, Listeners=[
        listener(9443, protocol="SSL", behind="TCP", certificate=ARN + "/eu/blog")])
    elb.register_instances_with_load_balancer(LoadBalancerName=NAME, Instances=[{"InstanceId": "i-one"}])
    assert ask(8443, "shop") == "i-one"
    assert ask(9443, "blog") == "i-one"
    shown = [each for each in described()["ListenerDescriptions"] if each["Listener"]["LoadBalancerPort"] == 8443]
    assert shown == [{"Listener": listener(8443), "PolicyNames": ["ELBSecurityPolicy-2016-08"]}], shown
    elb.create_load_balancer_listeners(LoadBalancerName=NAME, Listeners=[listener(8443)])
    refused("DuplicateListener", elb.create_load_balancer_listeners, LoadBalancerName=NAME,
            Listeners=[listener(8443, certificate=ARN + "/eu/blog")])


def exchange():
    def change(port, arn):
        elb.set_load_balancer_listener_ssl_certificate(
            LoadBalancerName=NAME, LoadBalancerPort=port, SSLCertificateId=arn)

    change(8443, ARN + "/eu/blog")
    assert ask(8443, "blog") == "i-one"
    change(8443, ARN + "/shop")
    assert ask(8443, "shop") == "i-one"
    assert ask(9443, "blog") == "i-one"
    refused("CertificateNotFound", elb.set_load_balancer_listener_ssl_certificate, LoadBalancerName=NAME,
            LoadBalancerPort=8443, SSLCertificateId=ARN + "/nobody")
    refused("ListenerNotFound", elb.set_load_balancer_listener_ssl_certificate, LoadBalancerName=NAME,
            LoadBalancerPort=1, SSLCertificateId=ARN + "/shop")
    refused("InvalidConfigurationRequest", elb.set_load_balancer_listener_ssl_certificate, LoadBalancerName=NAME,
            LoadBalancerPort=8080, SSLCertificateId=ARN + "/shop")
    assert ask(8443, "shop") == "i-one"


class Instance(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = ("within TLS, " + self.headers["X-Forwarded-Proto"]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        pass


def both_sides():
    server = http.server.ThreadingHTTPServer((ADDRESS, 0), Instance)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(DIRECTORY, "blog.crt"), os.path.join(DIRECTORY, "blog.key"))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    elb.create_load_balancer_listeners(LoadBalancerName=NAME, Listeners=[
        listener(8444, behind="HTTPS", instance_port=server.server_port)])
    assert ask(8444, "shop") == "within TLS, https"
    elb.delete_load_balancer_listeners(LoadBalancerName=NAME, LoadBalancerPorts=[8444])
    server.shutdown()


def negotiation():
    old = ["-tls1", "-cipher", "ALL:@SECLEVEL=0"]
    assert handshake(8443)[0] == "TLSv1.2"
    assert handshake(8443, *old) == ("TLSv1", "ECDHE-RSA-AES128-SHA")
    assert handshake(8443, "-tls1_3") is None
    ready = elb.describe_load_balancer_policies(PolicyNames=["ELBSecurityPolicy-TLS-1-2-2017-01"])["PolicyDescriptions"]
    assert {"AttributeName": "Protocol-TLSv1.2", "AttributeValue": "true"} in ready[0]["PolicyAttributeDescriptions"]

    def use(name, **attributes):
        elb.create_load_balancer_policy(
            LoadBalancerName=NAME, PolicyName=name, PolicyTypeName="SSLNegotiationPolicyType", PolicyAttributes=[
                {"AttributeName": key.replace("__", ".").replace("_", "-"), "AttributeValue": value}
                for key, value in attributes.items()])
        elb.set_load_balancer_policies_of_listener(LoadBalancerName=NAME, LoadBalancerPort=8443, PolicyNames=[name])

    use("strict", Reference_Security_Policy="ELBSecurityPolicy-TLS-1-2-2017-01")
    assert handshake(8443, *old) is None
    assert handshake(8443, "-cipher", "AES128-SHA") is None
    assert handshake(8443)[1] == "ECDHE-RSA-AES128-GCM-SHA256"
    assert ask(8443, "shop") == "i-one"
    ours = {"Protocol_TLSv1__2": "true", "AES128_GCM_SHA256": "true", "AES256_GCM_SHA384": "true"}
    theirs = ["-cipher", "AES256-GCM-SHA384:AES128-GCM-SHA256"]
    use("clients-order", **ours)
    assert handshake(8443, *theirs) == ("TLSv1.2", "AES256-GCM-SHA384")
    use("servers-order", Server_Defined_Cipher_Order="true", **ours)
    assert handshake(8443, *theirs) == ("TLSv1.2", "AES128-GCM-SHA256")
    assert handshake(8443, "-cipher", "ECDHE-RSA-AES128-GCM-SHA256") is None
    use("eleven", Protocol_TLSv1__1="true", AES256_SHA="true")
    assert handshake(8443, "-cipher", "ALL:@SECLEVEL=0") == ("TLSv1.1", "AES256-SHA")
    # The other listener is as it was.
    assert handshake(9443, *old)[0] == "TLSv1"
    for name, attributes in {"old": {"Protocol-SSLv3": "true"}, "weak": {"RC4-SHA": "true"}, "odd": {"NULL": "true"},
                             "gone": {"Reference-Security-Policy": "ELBSecurityPolicy-2011-08"}}.items():
        refused("InvalidConfigurationRequest", elb.create_load_balancer_policy, LoadBalancerName=NAME, PolicyName=name,
                PolicyTypeName="SSLNegotiationPolicyType", PolicyAttributes=[
                    {"AttributeName": key, "AttributeValue": value} for key, value in attributes.items()])
    refused("InvalidConfigurationRequest", elb.set_load_balancer_policies_of_listener, LoadBalancerName=NAME,
            LoadBalancerPort=8080, PolicyNames=["strict"])
    refused("InvalidConfigurationRequest", elb.set_load_balancer_policies_of_listener, LoadBalancerName=NAME,
            LoadBalancerPort=8443, PolicyNames=["strict", "eleven"])
    # One that is there already, by its name; then none, which means the usual one.
    elb.set_load_balancer_policies_of_listener(
        LoadBalancerName=NAME, LoadBalancerPort=8443, PolicyNames=["ELBSecurityPolicy-TLS-1-1-2017-01"])
    assert "ELBSecurityPolicy-TLS-1-1-2017-01" in described()["Policies"]["OtherPolicies"]
    assert handshake(8443, *old) is None
    elb.set_load_balancer_policies_of_listener(LoadBalancerName=NAME, LoadBalancerPort=8443, PolicyNames=[])
    assert handshake(8443, *old)[0] == "TLSv1"


def delete():
    refused("DeleteConflict", iam.delete_server_certificate, ServerCertificateName="shop")
    refused("DeleteConflict", iam.update_server_certificate, ServerCertificateName="shop", NewServerCertificateName="x")
    elb.delete_load_balancer(LoadBalancerName=NAME)
    iam.update_server_certificate(ServerCertificateName="shop", NewServerCertificateName="store", NewPath="/old/")
    assert iam.get_server_certificate(ServerCertificateName="store")["ServerCertificate"]["ServerCertificateMetadata"][
        "Arn"] == ARN + "/old/store"
    refused("EntityAlreadyExists", iam.update_server_certificate, ServerCertificateName="store",
            NewServerCertificateName="blog")
    for name in ("store", "blog"):
        iam.delete_server_certificate(ServerCertificateName=name)
    assert iam.list_server_certificates()["ServerCertificateMetadataList"] == []


def limit():
    pair = {"CertificateBody": file("shop.crt"), "PrivateKey": file("shop.key")}
    for number in range(20):
        iam.upload_server_certificate(ServerCertificateName="n%d" % number, **pair)
    refused("LimitExceeded", iam.upload_server_certificate, ServerCertificateName="more", **pair)


for step in (upload, look, bad_certificates, bad_listeners, traffic, exchange, both_sides, negotiation, delete, limit):
    print(step.__name__, flush=True)
    step()
