"""Classic load balancers through boto3, as released.

Usage: boto3_elb.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT

The inventory has i-one and i-two in us-east-1a and i-three in us-east-1b, each answering HTTP on INSTANCE_PORT with its id,
and setting the cookie that the query is.
Ends with status 0 when everything was as boto3 promises its users, else with an error that says what was not.
"""

import collections
import http.client
import http.server
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import boto3
import botocore.exceptions
from botocore.config import Config

ENDPOINT, KEY, SECRET, PORT = sys.argv[1:]
PORT = int(PORT)
NAME = "my-lb"


def client(key=KEY, secret=SECRET, region="us-east-1", service="elb"):
    return boto3.client(service, region_name=region, endpoint_url=ENDPOINT, aws_access_key_id=key,
                        aws_secret_access_key=secret, config=Config(retries={"max_attempts": 0}))


elb = client()
# Every member of what was asked (>) and answered (<), such as "AddTags > Tags Key".
said = set()
# What the model has and nothing here answers: there is no hosted zone and no VPC, and attributes of policies have neither.
NEVER = {
    "DescribeLoadBalancerPolicyTypes < PolicyTypeDescriptions PolicyAttributeTypeDescriptions DefaultValue",
    "DescribeLoadBalancerPolicyTypes < PolicyTypeDescriptions PolicyAttributeTypeDescriptions Description",
    "DescribeLoadBalancers < LoadBalancerDescriptions CanonicalHostedZoneNameID",
    "DescribeLoadBalancers < LoadBalancerDescriptions VPCId",
}
# What boto3_access_logs.py hears, where there is S3.
NEVER |= {"%s < LoadBalancerAttributes AccessLog %s" % (action, member)
          for action in ("DescribeLoadBalancerAttributes", "ModifyLoadBalancerAttributes")
          for member in ("S3BucketName", "S3BucketPrefix", "EmitInterval")}


def note(path, shape, value):
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in (value or {}):
                said.add("%s %s" % (path, name))
                note("%s %s" % (path, name), member, value[name])
    elif shape.type_name == "list":
        for each in value or []:
            note(path, shape.member, each)


def all_members(path, shape):
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            yield "%s %s" % (path, name)
            yield from all_members("%s %s" % (path, name), member)
    elif shape.type_name == "list":
        yield from all_members(path, shape.member)


def listen(params, model, **_):
    note(model.name + " >", model.input_shape, params)


def hear(parsed, model, **_):
    if model.output_shape is not None:
        note(model.name + " <", model.output_shape, parsed)


elb.meta.events.register("before-parameter-build.elb", listen)
elb.meta.events.register("after-call.elb", hear)


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        assert error.response["Error"]["Message"], error.response
        assert error.response["ResponseMetadata"]["RequestId"], error.response
    else:
        raise AssertionError("expected " + code)


def described(name=NAME):
    return elb.describe_load_balancers(LoadBalancerNames=[name])["LoadBalancerDescriptions"][0]


def ask(port, times=1):
    answers = collections.Counter()
    for _ in range(times):
        with urllib.request.urlopen("http://%s:%d/" % (described()["DNSName"], port), timeout=10) as answer:
            answers[answer.read().decode()] += 1
    return answers


def one(identity):
    return [{"InstanceId": identity}]


def who_may_ask():
    refused("InvalidClientTokenId", client(key="AKIDNOBODY").describe_load_balancers)
    refused("SignatureDoesNotMatch", client(secret="another secret").describe_load_balancers)
    refused("SignatureDoesNotMatch", client(region="nowhere-1").describe_load_balancers)
    with_parameters = elb.generate_presigned_url("describe_load_balancers", Params={}, HttpMethod="GET")
    with urllib.request.urlopen(with_parameters, timeout=10) as answer:
        assert b"DescribeLoadBalancersResponse" in answer.read()
    try:
        urllib.request.urlopen(with_parameters.replace("Signature=", "Signature=0"), timeout=10)
        raise AssertionError("a wrong signature was taken")
    except urllib.error.HTTPError as error:
        assert error.code == 403 and b"SignatureDoesNotMatch" in error.read()
    try:
        urllib.request.urlopen(ENDPOINT + "/?Action=DescribeLoadBalancers", timeout=10)
        raise AssertionError("no signature was taken")
    except urllib.error.HTTPError as error:
        assert error.code == 403 and b"MissingAuthenticationToken" in error.read()


def create():
    assert elb.describe_load_balancers()["LoadBalancerDescriptions"] == []
    wanted = dict(LoadBalancerName=NAME, AvailabilityZones=["us-east-1a"], Tags=[{"Key": "team", "Value": "a < b"}],
                  Listeners=[{"Protocol": "http", "LoadBalancerPort": 8080, "InstancePort": PORT}])
    made = elb.create_load_balancer(**wanted)
    refused("DuplicateLoadBalancerName", elb.create_load_balancer, **wanted)
    refused("ValidationError", elb.create_load_balancer, **dict(wanted, LoadBalancerName="-not-a-name-"))
    refused("ValidationError", elb.create_load_balancer, **dict(wanted, AvailabilityZones=["us-east-1z"]))
    shown = described()
    assert shown["DNSName"] == made["DNSName"], shown
    assert shown["ListenerDescriptions"] == [
        {"Listener": {"Protocol": "HTTP", "LoadBalancerPort": 8080, "InstanceProtocol": "HTTP", "InstancePort": PORT},
         "PolicyNames": []}], shown
    assert shown["HealthCheck"] == {"Target": "TCP:%d" % PORT, "Interval": 30, "Timeout": 5, "UnhealthyThreshold": 2,
                                    "HealthyThreshold": 10}, shown
    assert shown["Scheme"] == "internet-facing" and shown["AvailabilityZones"] == ["us-east-1a"], shown
    assert shown["Instances"] == [] and shown["CreatedTime"], shown
    refused("LoadBalancerNotFound", elb.describe_load_balancers, LoadBalancerNames=["nobody"])
    try:
        ask(8080)
        raise AssertionError("answered without instances")
    except urllib.error.HTTPError as error:
        assert error.code == 503, error


def register():
    refused("InvalidInstance", elb.register_instances_with_load_balancer, LoadBalancerName=NAME, Instances=one("i-nobody"))
    both = [{"InstanceId": "i-one"}, {"InstanceId": "i-two"}]
    assert elb.register_instances_with_load_balancer(LoadBalancerName=NAME, Instances=both)["Instances"] == both
    assert set(ask(8080, 6)) == {"i-one", "i-two"}
    states = elb.describe_instance_health(LoadBalancerName=NAME)["InstanceStates"]
    assert [state["State"] for state in states] == ["InService", "InService"], states
    states = elb.describe_instance_health(LoadBalancerName=NAME, Instances=one("i-two"))["InstanceStates"]
    assert states == [{"InstanceId": "i-two", "State": "InService", "ReasonCode": "N/A", "Description": "N/A"}], states
    left = elb.deregister_instances_from_load_balancer(LoadBalancerName=NAME, Instances=one("i-one"))
    assert left["Instances"] == one("i-two"), left
    assert set(ask(8080, 4)) == {"i-two"}
    refused("InvalidInstance", elb.deregister_instances_from_load_balancer, LoadBalancerName=NAME, Instances=one("i-one"))


def listeners():
    more = [{"Protocol": "TCP", "LoadBalancerPort": 8443, "InstancePort": PORT}]
    elb.create_load_balancer_listeners(LoadBalancerName=NAME, Listeners=more)
    elb.create_load_balancer_listeners(LoadBalancerName=NAME, Listeners=more)
    refused("DuplicateListener", elb.create_load_balancer_listeners, LoadBalancerName=NAME,
            Listeners=[dict(more[0], InstancePort=9)])
    refused("CertificateNotFound", elb.create_load_balancer_listeners, LoadBalancerName=NAME,
            Listeners=[{"Protocol": "HTTPS", "LoadBalancerPort": 443, "InstancePort": PORT, "SSLCertificateId": "arn:x"}])
    refused("InvalidConfigurationRequest", elb.set_load_balancer_listener_ssl_certificate, LoadBalancerName=NAME,
            LoadBalancerPort=8443, SSLCertificateId="arn:x")
    assert set(ask(8443, 2)) == set(ask(8080, 2)) == {"i-two"}
    elb.delete_load_balancer_listeners(LoadBalancerName=NAME, LoadBalancerPorts=[8080])
    assert [each["Listener"]["LoadBalancerPort"] for each in described()["ListenerDescriptions"]] == [8443]
    try:
        ask(8080)
        raise AssertionError("a deleted listener answers")
    except OSError:
        pass
    elb.delete_load_balancer_listeners(LoadBalancerName=NAME, LoadBalancerPorts=[8443])
    assert described()["ListenerDescriptions"] == []
    elb.create_load_balancer_listeners(LoadBalancerName=NAME, Listeners=[
        {"Protocol": "HTTP", "LoadBalancerPort": 8080, "InstancePort": PORT}, more[0]])
    assert set(ask(8443, 2)) == set(ask(8080, 2)) == {"i-two"}


def zones():
    elb.register_instances_with_load_balancer(
        LoadBalancerName=NAME, Instances=[{"InstanceId": "i-one"}, {"InstanceId": "i-three"}])
    health = {state["InstanceId"]: state["State"]
              for state in elb.describe_instance_health(LoadBalancerName=NAME)["InstanceStates"]}
    assert health == {"i-one": "InService", "i-two": "InService", "i-three": "OutOfService"}, health
    assert "i-three" not in ask(8443, 6)
    enabled = elb.enable_availability_zones_for_load_balancer(LoadBalancerName=NAME, AvailabilityZones=["us-east-1b"])
    assert enabled["AvailabilityZones"] == ["us-east-1a", "us-east-1b"], enabled
    # Each zone gets the same, however many instances it has.
    assert ask(8443, 8) == {"i-one": 2, "i-two": 2, "i-three": 4}
    elb.modify_load_balancer_attributes(
        LoadBalancerName=NAME, LoadBalancerAttributes={"CrossZoneLoadBalancing": {"Enabled": True}})
    assert ask(8443, 9) == {"i-one": 3, "i-two": 3, "i-three": 3}
    elb.disable_availability_zones_for_load_balancer(LoadBalancerName=NAME, AvailabilityZones=["us-east-1a"])
    assert set(ask(8443, 3)) == {"i-three"}
    refused("InvalidConfigurationRequest", elb.disable_availability_zones_for_load_balancer, LoadBalancerName=NAME,
            AvailabilityZones=["us-east-1b"])
    elb.enable_availability_zones_for_load_balancer(LoadBalancerName=NAME, AvailabilityZones=["us-east-1a"])


def health():
    check = {"Target": "HTTP:%d/health" % PORT, "Interval": 6, "Timeout": 2, "UnhealthyThreshold": 2, "HealthyThreshold": 3}
    assert elb.configure_health_check(LoadBalancerName=NAME, HealthCheck=check)["HealthCheck"] == check
    assert described()["HealthCheck"] == check
    elb.get_waiter("any_instance_in_service").wait(LoadBalancerName=NAME, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    refused("ValidationError", elb.configure_health_check, LoadBalancerName=NAME, HealthCheck=dict(check, Timeout=6))
    refused("ValidationError", elb.configure_health_check, LoadBalancerName=NAME, HealthCheck=dict(check, Target="ICMP"))


class Well(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format, *args):
        pass


def unhealthy():
    """Only i-two has something at the port of the health check, so that it alone is asked."""
    def becomes(expected):
        for _ in range(300):
            states = {state["InstanceId"]: state["State"]
                      for state in elb.describe_instance_health(LoadBalancerName=NAME)["InstanceStates"]}
            if states == expected:
                return
            time.sleep(0.1)
        raise AssertionError((states, expected))

    before = described()["HealthCheck"]
    found = client(service="ec2").describe_instances(InstanceIds=["i-two"])
    address = found["Reservations"][0]["Instances"][0]["PrivateIpAddress"]
    with http.server.ThreadingHTTPServer((address, 0), Well) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        elb.configure_health_check(LoadBalancerName=NAME, HealthCheck={
            "Target": "HTTP:%d/" % server.server_port, "Interval": 5, "Timeout": 2, "UnhealthyThreshold": 2,
            "HealthyThreshold": 2})
        becomes({"i-one": "OutOfService", "i-two": "InService", "i-three": "OutOfService"})
        assert set(ask(8080, 6)) == set(ask(8443, 6)) == {"i-two"}
        server.shutdown()
    elb.configure_health_check(LoadBalancerName=NAME, HealthCheck=dict(before, HealthyThreshold=2, Interval=5))
    becomes(dict.fromkeys(["i-one", "i-two", "i-three"], "InService"))
    assert set(ask(8443, 8)) == {"i-one", "i-two", "i-three"}


def idle():
    elb.modify_load_balancer_attributes(
        LoadBalancerName=NAME, LoadBalancerAttributes={"ConnectionSettings": {"IdleTimeout": 1}})
    with socket.create_connection((described()["DNSName"], 8443), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        # The instance keeps it for half a minute: who ends it before the time-out is the load balancer.
        try:
            while connection.recv(65536):
                pass
        except ConnectionResetError:
            pass


def attributes():
    shown = elb.describe_load_balancer_attributes(LoadBalancerName=NAME)["LoadBalancerAttributes"]
    assert shown == {"CrossZoneLoadBalancing": {"Enabled": True}, "AccessLog": {"Enabled": False},
                     "ConnectionDraining": {"Enabled": False, "Timeout": 300}, "ConnectionSettings": {"IdleTimeout": 60},
                     "AdditionalAttributes": [{"Key": "elb.http.desyncmitigationmode", "Value": "defensive"}]}, shown
    wanted = {"ConnectionDraining": {"Enabled": True, "Timeout": 20}, "ConnectionSettings": {"IdleTimeout": 4000}}
    elb.modify_load_balancer_attributes(LoadBalancerName=NAME, LoadBalancerAttributes=wanted)
    shown = elb.describe_load_balancer_attributes(LoadBalancerName=NAME)["LoadBalancerAttributes"]
    assert {key: shown[key] for key in wanted} == wanted, shown
    refused("ValidationError", elb.modify_load_balancer_attributes, LoadBalancerName=NAME,
            LoadBalancerAttributes={"ConnectionSettings": {"IdleTimeout": 4001}})


def access_log():
    """Without S3 there are none; with it boto3_access_logs.py goes on."""
    wanted = {"Enabled": True, "S3BucketName": "logs", "S3BucketPrefix": "my-app", "EmitInterval": 5}
    refused("InvalidConfigurationRequest", elb.modify_load_balancer_attributes, LoadBalancerName=NAME,
            LoadBalancerAttributes={"AccessLog": wanted})
    elb.modify_load_balancer_attributes(
        LoadBalancerName=NAME, LoadBalancerAttributes={"AccessLog": {"Enabled": False}})
    shown = elb.describe_load_balancer_attributes(LoadBalancerName=NAME)["LoadBalancerAttributes"]
    assert shown["AccessLog"] == {"Enabled": False}, shown


def desync():
    def status_of_an_ambiguous_request():
        with socket.create_connection((described()["DNSName"], 8080), timeout=10) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")
            return connection.recv(65536).split(b" ")[1]

    def switch(mode):
        wanted = [{"Key": "elb.http.desyncmitigationmode", "Value": mode}]
        changed = elb.modify_load_balancer_attributes(
            LoadBalancerName=NAME, LoadBalancerAttributes={"AdditionalAttributes": wanted})
        assert changed["LoadBalancerAttributes"]["AdditionalAttributes"] == wanted, changed
        shown = elb.describe_load_balancer_attributes(LoadBalancerName=NAME)["LoadBalancerAttributes"]
        assert shown["AdditionalAttributes"] == wanted, shown

    assert status_of_an_ambiguous_request() == b"200"
    switch("strictest")
    assert status_of_an_ambiguous_request() == b"400"
    assert ask(8080)
    for mode in ("monitor", "defensive"):
        switch(mode)
        assert status_of_an_ambiguous_request() == b"200"


def account_limits():
    pages = elb.get_paginator("describe_account_limits").paginate(PaginationConfig={"PageSize": 1})
    assert [[limit["Name"] for limit in page["Limits"]] for page in pages] == [
        ["classic-listeners"], ["classic-load-balancers"], ["classic-registered-instances"]]
    assert elb.describe_account_limits(Marker="classic-load-balancers")["Limits"][0]["Name"] == (
        "classic-registered-instances")
    refused("ValidationError", elb.describe_account_limits, PageSize=401)


def certificates():
    """A load balancer that ends TLS with the account's servercert, then with another one."""
    iam = client(service="iam")

    def upload(name, directory):
        key, certificate = (os.path.join(directory, name + end) for end in (".key", ".crt"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=" + name,
                        "-addext", "subjectAltName=DNS:" + name, "-keyout", key, "-out", certificate],
                       check=True, stderr=subprocess.DEVNULL)
        with open(certificate) as body, open(key) as private:
            kept = iam.upload_server_certificate(
                ServerCertificateName=name, CertificateBody=body.read(), PrivateKey=private.read())
        arn = kept["ServerCertificateMetadata"]["Arn"]
        assert arn.endswith(":server-certificate/" + name), kept
        return arn

    with tempfile.TemporaryDirectory() as directory:
        arns = {name: upload(name, directory) for name in ("servercert", "othercert")}
        elb.create_load_balancer(
            LoadBalancerName="secure", AvailabilityZones=["us-east-1a"], Subnets=["subnet-2"], SecurityGroups=["sg-2"],
            Listeners=[{"Protocol": "HTTPS", "LoadBalancerPort": 8444, "InstanceProtocol": "HTTP", "InstancePort": PORT,
                        "SSLCertificateId": arns["servercert"]}])
        elb.create_load_balancer_listeners(LoadBalancerName="secure", Listeners=[
            {"Protocol": "TCP", "LoadBalancerPort": 8445, "InstanceProtocol": "TCP", "InstancePort": PORT}])
        elb.register_instances_with_load_balancer(LoadBalancerName="secure", Instances=one("i-one"))
        shown = described("secure")
        assert shown["Subnets"] == ["subnet-2"] and shown["SecurityGroups"] == ["sg-2"], shown

        def get(name):
            trusting = ssl.create_default_context(cafile=os.path.join(directory, name + ".crt"))
            with socket.create_connection((shown["DNSName"], 8444), timeout=10) as plain:
                with trusting.wrap_socket(plain, server_hostname=name) as secure:
                    secure.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    return b"".join(iter(lambda: secure.recv(65536), b"")).rpartition(b"\r\n\r\n")[2]

        for name in ("servercert", "othercert", "servercert"):
            elb.set_load_balancer_listener_ssl_certificate(
                LoadBalancerName="secure", LoadBalancerPort=8444, SSLCertificateId=arns[name])
            listener = described("secure")["ListenerDescriptions"][0]["Listener"]
            assert listener["SSLCertificateId"] == arns[name], listener
            assert get(name) == b"i-one"
    elb.delete_load_balancer(LoadBalancerName="secure")
    for name in arns:
        iam.delete_server_certificate(ServerCertificateName=name)


def tags():
    def all_tags():
        return {tag["Key"]: tag.get("Value", "")
                for tag in elb.describe_tags(LoadBalancerNames=[NAME])["TagDescriptions"][0]["Tags"]}

    assert all_tags() == {"team": "a < b"}, all_tags()
    elb.add_tags(LoadBalancerNames=[NAME], Tags=[{"Key": "team", "Value": "b"}, {"Key": "x"}])
    assert all_tags() == {"team": "b", "x": ""}, all_tags()
    elb.remove_tags(LoadBalancerNames=[NAME], Tags=[{"Key": "team"}])
    assert all_tags() == {"x": ""}, all_tags()


def stickiness():
    elb.create_lb_cookie_stickiness_policy(LoadBalancerName=NAME, PolicyName="sticky", CookieExpirationPeriod=60)
    elb.create_app_cookie_stickiness_policy(LoadBalancerName=NAME, PolicyName="app", CookieName="SID")
    refused("DuplicatePolicyName", elb.create_lb_cookie_stickiness_policy, LoadBalancerName=NAME, PolicyName="sticky")
    elb.set_load_balancer_policies_of_listener(LoadBalancerName=NAME, LoadBalancerPort=8080, PolicyNames=["sticky"])
    refused("PolicyNotFound", elb.set_load_balancer_policies_of_listener, LoadBalancerName=NAME, LoadBalancerPort=8080,
            PolicyNames=["nobody"])
    refused("InvalidConfigurationRequest", elb.set_load_balancer_policies_of_listener, LoadBalancerName=NAME,
            LoadBalancerPort=8443, PolicyNames=["sticky"])
    refused("ListenerNotFound", elb.set_load_balancer_policies_of_listener, LoadBalancerName=NAME, LoadBalancerPort=9,
            PolicyNames=["sticky"])
    refused("InvalidConfigurationRequest", elb.delete_load_balancer_policy, LoadBalancerName=NAME, PolicyName="sticky")
    connection = http.client.HTTPConnection(described()["DNSName"], 8080, timeout=10)

    def come(target="/", cookie=""):
        connection.request("GET", target, headers={"Cookie": cookie})
        answer = connection.getresponse()
        return answer.read(), [given.split(";")[0] for given in answer.headers.get_all("Set-Cookie", [])], answer

    first, given, answer = come()
    assert given[0].startswith("AWSELB=") and answer.headers["Set-Cookie"].endswith("; Max-Age=60"), answer.headers
    assert {come(cookie=given[0])[0] for _ in range(5)} == {first}
    elb.set_load_balancer_policies_of_listener(LoadBalancerName=NAME, LoadBalancerPort=8080, PolicyNames=["app"])
    assert come()[1] == []
    first, given, answer = come("/?SID=7;Max-Age=9")
    assert len(given) == 2 and given[0] == "SID=7" and given[1].startswith("AWSELB="), given
    assert all(cookie.endswith(";Max-Age=9") for cookie in answer.headers.get_all("Set-Cookie")), answer.headers
    assert {come(cookie="; ".join(given))[0] for _ in range(6)} == {first}
    assert len({come(cookie=given[1])[0] for _ in range(6)}) > 1, "sticky without the application's cookie"
    policies = described()["Policies"]
    assert policies["LBCookieStickinessPolicies"] == [{"PolicyName": "sticky", "CookieExpirationPeriod": 60}], policies
    assert policies["AppCookieStickinessPolicies"] == [{"PolicyName": "app", "CookieName": "SID"}], policies
    elb.set_load_balancer_policies_of_listener(LoadBalancerName=NAME, LoadBalancerPort=8080, PolicyNames=[])
    assert come()[1] == []
    elb.delete_load_balancer_policy(LoadBalancerName=NAME, PolicyName="sticky")


def announced():
    types = elb.describe_load_balancer_policy_types(PolicyTypeNames=["ProxyProtocolPolicyType"])["PolicyTypeDescriptions"]
    assert types[0]["PolicyAttributeTypeDescriptions"][0]["AttributeName"] == "ProxyProtocol", types
    refused("PolicyTypeNotFound", elb.create_load_balancer_policy, LoadBalancerName=NAME, PolicyName="x",
            PolicyTypeName="EnableProxyProtocolType", PolicyAttributes=[])
    elb.create_load_balancer_policy(
        LoadBalancerName=NAME, PolicyName="announce", PolicyTypeName="ProxyProtocolPolicyType",
        PolicyAttributes=[{"AttributeName": "ProxyProtocol", "AttributeValue": "true"}])
    elb.set_load_balancer_policies_for_backend_server(LoadBalancerName=NAME, InstancePort=PORT, PolicyNames=["announce"])
    assert described()["BackendServerDescriptions"] == [{"InstancePort": PORT, "PolicyNames": ["announce"]}]
    # The instances do not expect it, which is how it is seen to be there.
    try:
        assert not ask(8443)
    except (OSError, http.client.HTTPException):
        pass
    else:
        raise AssertionError("instances were told nothing")
    elb.set_load_balancer_policies_for_backend_server(LoadBalancerName=NAME, InstancePort=PORT, PolicyNames=[])
    assert described()["BackendServerDescriptions"] == []
    assert ask(8443)
    described_policies = elb.describe_load_balancer_policies(LoadBalancerName=NAME, PolicyNames=["announce"])
    assert described_policies["PolicyDescriptions"] == [
        {"PolicyName": "announce", "PolicyTypeName": "ProxyProtocolPolicyType", "PolicyAttributeDescriptions": [
            {"AttributeName": "ProxyProtocol", "AttributeValue": "true"}]}], described_policies


def placement():
    groups = elb.apply_security_groups_to_load_balancer(LoadBalancerName=NAME, SecurityGroups=["sg-1"])
    assert groups["SecurityGroups"] == ["sg-1"] == described()["SecurityGroups"], groups
    assert elb.attach_load_balancer_to_subnets(LoadBalancerName=NAME, Subnets=["subnet-1"])["Subnets"] == ["subnet-1"]
    assert elb.detach_load_balancer_from_subnets(LoadBalancerName=NAME, Subnets=["subnet-1"])["Subnets"] == []


def pages():
    for name in ("a-lb", "z-lb"):
        elb.create_load_balancer(LoadBalancerName=name, AvailabilityZones=["us-east-1a"], Scheme="internal", Listeners=[
            {"Protocol": "TCP", "LoadBalancerPort": 7, "InstancePort": 7}])
    paginator = elb.get_paginator("describe_load_balancers")
    seen = [page["LoadBalancerDescriptions"] for page in paginator.paginate(PaginationConfig={"PageSize": 1})]
    assert [[each["LoadBalancerName"] for each in page] for page in seen] == [["a-lb"], [NAME], ["z-lb"]], seen
    assert seen[0][0]["Scheme"] == "internal", seen


def delete():
    address = described()["DNSName"]
    for name in ("a-lb", "z-lb", NAME, NAME):
        elb.delete_load_balancer(LoadBalancerName=name)
    assert elb.describe_load_balancers()["LoadBalancerDescriptions"] == []
    try:
        socket.create_connection((address, 8080), timeout=10)
        raise AssertionError("a deleted load balancer listens")
    except ConnectionRefusedError:
        pass
    refused("LoadBalancerNotFound", elb.describe_instance_health, LoadBalancerName=NAME)


def every_member_was_said():
    model = elb.meta.service_model
    promised = set()
    for name in model.operation_names:
        operation = model.operation_model(name)
        promised |= set(all_members(name + " >", operation.input_shape))
        if operation.output_shape is not None:
            promised |= set(all_members(name + " <", operation.output_shape))
    assert NEVER <= promised, NEVER - promised
    assert promised - said == NEVER, (promised - said) ^ NEVER


for step in (who_may_ask, create, register, listeners, zones, health, unhealthy, attributes, idle, access_log, desync, account_limits,
             certificates, tags, stickiness, announced, placement, pages, delete, every_member_was_said):
    print(step.__name__, flush=True)
    step()
