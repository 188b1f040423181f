"""One load balancer in two dialects: boto3, as released, and the Rackspace API.

Usage: two_dialects.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT NETWORK CERTIFICATE_DIRECTORY

The inventory has i-one and i-two in us-east-1a and i-three in us-east-1b, on NETWORK1, NETWORK2 and NETWORK3. The directory
has one.crt with one.key and two.crt with two.key. Every write of each dialect is made on a balancer that the other one
made, with all that the other one has words for; what it does not name must stay as it was.
Ends with status 0 when it does, else with an error that says what did not.
"""

import json
import pathlib
import sys
import time
import urllib.error
import urllib.request

import boto3
import botocore.exceptions
from botocore.config import Config

ENDPOINT, KEY, SECRET, PORT, NETWORK, CERTIFICATES = sys.argv[1:]
PORT = int(PORT)


def boto(service):
    return boto3.client(service, region_name="us-east-1", endpoint_url=ENDPOINT, aws_access_key_id=KEY,
                        aws_secret_access_key=SECRET, config=Config(retries={"max_attempts": 0}))


elb = boto("elb")


def pem(name):
    return (pathlib.Path(CERTIFICATES) / name).read_text()


# The Rackspace API, by hand: what its users' scripts send.

def login():
    request = urllib.request.Request(ENDPOINT + "/v1.0", headers={"X-Auth-User": "shop", "X-Auth-Key": "0123456789abcdef"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.headers["X-Auth-Token"], answer.headers["X-Server-Management-Url"]


TOKEN, URL = login()


def call(method, path, body=None):
    request = urllib.request.Request(
        URL + "/" + path, method=method, data=None if body is None else json.dumps(body).encode(),
        headers={"X-Auth-Token": TOKEN, "Content-Type": "application/json", "Accept": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")


def write(method, balancer, below="", body=None):
    status, answer = call(method, "loadbalancers/%s%s" % (balancer, below), body)
    assert status in (200, 202), (method, below, status, answer)
    until_active(balancer)
    return answer


def until_active(balancer):
    deadline = time.monotonic() + 30
    while call("GET", "loadbalancers/%s" % balancer)[1]["loadBalancer"]["status"] != "ACTIVE":
        assert time.monotonic() < deadline, call("GET", "loadbalancers/%s" % balancer)
        time.sleep(0.02)


PARTS = ["nodes", "accesslist", "sessionpersistence", "connectionthrottle", "errorpage", "healthmonitor", "ssltermination",
         "metadata", "contentcaching", "connectionlogging", "virtualips"]


def without_times(value):
    if isinstance(value, dict):
        return {key: without_times(each) for key, each in value.items() if key not in ("updated", "status")}
    return [without_times(each) for each in value] if isinstance(value, list) else value


def in_rackspace(balancer):
    """All that the Rackspace API has words for, by part; None when it does not show the balancer."""
    status, whole = call("GET", "loadbalancers/%s" % balancer)
    if status == 404:
        return None
    assert status == 200, whole
    whole = without_times(whole["loadBalancer"])
    shown = {"balancer." + key: value for key, value in whole.items() if key not in
             ("nodes", "accessList", "sessionPersistence", "connectionThrottle", "healthMonitor", "sslTermination",
              "metadata", "contentCaching", "connectionLogging", "virtualIps", "nodeCount")}
    for part in PARTS:
        status, answer = call("GET", "loadbalancers/%s/%s" % (balancer, part))
        assert status in (200, 404), (part, status, answer)
        shown[part] = without_times(answer) if status == 200 else None
    return shown


def in_elb(alias):
    """All that the classic dialect has words for, by part."""
    described = elb.describe_load_balancers(LoadBalancerNames=[alias])["LoadBalancerDescriptions"][0]
    described["Instances"] = sorted(each["InstanceId"] for each in described["Instances"])
    described["ListenerDescriptions"].sort(key=lambda each: each["Listener"]["LoadBalancerPort"])
    shown = dict(described)
    shown["Attributes"] = elb.describe_load_balancer_attributes(LoadBalancerName=alias)["LoadBalancerAttributes"]
    shown["PolicyDescriptions"] = elb.describe_load_balancer_policies(LoadBalancerName=alias)["PolicyDescriptions"]
    shown["Tags"] = elb.describe_tags(LoadBalancerNames=[alias])["TagDescriptions"][0]["Tags"]
    return shown


def changes(before, after, step, *expected):
    """That these parts changed and no others."""
    changed = {part for part in before if before[part] != after[part]}
    assert changed == set(expected), (step, changed, [(part, before[part], after[part]) for part in changed])


def known_to_elb():
    return {each["LoadBalancerName"] for each in elb.describe_load_balancers()["LoadBalancerDescriptions"]}


def certificate(name):
    return boto("iam").upload_server_certificate(
        ServerCertificateName=name, CertificateBody=pem(name + ".crt"), PrivateKey=pem(name + ".key"),
    )["ServerCertificateMetadata"]["Arn"]


def ask(address, port):
    with urllib.request.urlopen("http://%s:%d/" % (address, port), timeout=10) as answer:
        return answer.read().decode()


def made_in_rackspace(name):
    status, answer = call("POST", "loadbalancers", {"loadBalancer": {
        "name": name, "protocol": "HTTP", "port": 80, "algorithm": "WEIGHTED_ROUND_ROBIN", "timeout": 45,
        "virtualIps": [{"type": "PUBLIC", "ipVersion": "IPV4"}],
        "nodes": [
            {"address": NETWORK + "1", "port": PORT, "condition": "ENABLED", "weight": 5},
            {"address": NETWORK + "2", "port": PORT, "condition": "ENABLED", "weight": 3},
            {"address": NETWORK + "9", "port": PORT, "condition": "DISABLED", "weight": 2},
        ]}})
    assert status == 202, answer
    balancer = answer["loadBalancer"]["id"]
    until_active(balancer)
    return balancer, answer["loadBalancer"]["virtualIps"][0]["address"]


def furnished_in_rackspace():
    """A balancer that has something of everything."""
    balancer, address = made_in_rackspace("front door")
    write("POST", balancer, "/accesslist", {"accessList": [{"address": "10.9.0.0/16", "type": "DENY"}]})
    write("PUT", balancer, "/sessionpersistence", {"sessionPersistence": {"persistenceType": "SOURCE_IP"}})
    write("PUT", balancer, "/connectionthrottle", {"connectionThrottle": {
        "minConnections": 10, "maxConnections": 1000, "maxConnectionRate": 500, "rateInterval": 60}})
    write("PUT", balancer, "/errorpage", {"errorpage": {"content": "<html>sorry</html>"}})
    write("PUT", balancer, "/healthmonitor", {"healthMonitor": {
        "type": "HTTP", "delay": 7, "timeout": 3, "attemptsBeforeDeactivation": 4, "path": "/up",
        "statusRegex": "^[23]", "bodyRegex": "i-"}})
    write("PUT", balancer, "/ssltermination", {"sslTermination": {
        "enabled": True, "securePort": 443, "secureTrafficOnly": False,
        "certificate": pem("one.crt"), "privatekey": pem("one.key")}})
    write("POST", balancer, "/metadata", {"metadata": [{"key": "color", "value": "red"}]})
    write("PUT", balancer, "/connectionlogging", {"connectionLogging": {"enabled": True}})
    write("PUT", balancer, "/contentcaching", {"contentCaching": {"enabled": True}})
    return balancer, address


def elb_writes_what_rackspace_made():
    balancer, address = furnished_in_rackspace()
    name = "lb-%s" % balancer
    assert name in known_to_elb()
    shown = in_elb(name)
    assert shown["Instances"] == ["i-one", "i-two"], shown
    assert [(each["Listener"]["Protocol"], each["Listener"]["LoadBalancerPort"], each["Listener"]["InstancePort"])
            for each in shown["ListenerDescriptions"]] == [("HTTP", 80, PORT), ("HTTPS", 443, PORT)], shown
    assert shown["HealthCheck"] == {"Target": "HTTP:%d/up" % PORT, "Interval": 7, "Timeout": 3, "UnhealthyThreshold": 4,
                                    "HealthyThreshold": 1}, shown
    assert shown["Attributes"]["ConnectionSettings"]["IdleTimeout"] == 45, shown
    states = {each["InstanceId"] for each in elb.describe_instance_health(LoadBalancerName=name)["InstanceStates"]}
    assert states == {"i-one", "i-two"}, states

    def step(what, *expected):
        before = in_rackspace(balancer)
        action, arguments = what
        getattr(elb, action)(LoadBalancerName=name, **arguments)
        until_active(balancer)
        changes(before, in_rackspace(balancer), action, *expected)

    one = [{"InstanceId": "i-three"}]
    step(("register_instances_with_load_balancer", {"Instances": one}), "nodes")
    step(("deregister_instances_from_load_balancer", {"Instances": one}), "nodes")
    step(("configure_health_check", {"HealthCheck": {
        "Target": "HTTP:%d/" % PORT, "Interval": 30, "Timeout": 5, "UnhealthyThreshold": 2, "HealthyThreshold": 2}}),
        "healthmonitor")
    step(("modify_load_balancer_attributes", {"LoadBalancerAttributes": {
        "CrossZoneLoadBalancing": {"Enabled": False}, "ConnectionDraining": {"Enabled": True, "Timeout": 5},
        "AdditionalAttributes": [{"Key": "elb.http.desyncmitigationmode", "Value": "strictest"}]}}))
    step(("modify_load_balancer_attributes", {"LoadBalancerAttributes": {"ConnectionSettings": {"IdleTimeout": 99}}}),
         "balancer.timeout")
    step(("create_lb_cookie_stickiness_policy", {"PolicyName": "sticky"}))
    step(("create_app_cookie_stickiness_policy", {"PolicyName": "app", "CookieName": "SID"}))
    step(("create_load_balancer_policy", {"PolicyName": "proxy", "PolicyTypeName": "ProxyProtocolPolicyType",
          "PolicyAttributes": [{"AttributeName": "ProxyProtocol", "AttributeValue": "true"}]}))
    step(("set_load_balancer_policies_of_listener", {"LoadBalancerPort": 80, "PolicyNames": []}))
    step(("set_load_balancer_policies_of_listener", {"LoadBalancerPort": 80, "PolicyNames": ["app"]}),
         "sessionpersistence")
    step(("set_load_balancer_policies_of_listener", {"LoadBalancerPort": 80, "PolicyNames": []}), "sessionpersistence")
    step(("set_load_balancer_policies_for_backend_server", {"InstancePort": PORT, "PolicyNames": ["proxy"]}))
    step(("set_load_balancer_policies_for_backend_server", {"InstancePort": PORT, "PolicyNames": []}))
    step(("delete_load_balancer_policy", {"PolicyName": "sticky"}))
    step(("enable_availability_zones_for_load_balancer", {"AvailabilityZones": ["us-east-1a"]}))
    step(("disable_availability_zones_for_load_balancer", {"AvailabilityZones": ["us-east-1b"]}))
    step(("apply_security_groups_to_load_balancer", {"SecurityGroups": ["sg-1"]}))
    step(("attach_load_balancer_to_subnets", {"Subnets": ["subnet-1"]}))
    step(("detach_load_balancer_from_subnets", {"Subnets": ["subnet-1"]}))
    step(("set_load_balancer_listener_ssl_certificate", {
        "LoadBalancerPort": 443, "SSLCertificateId": certificate("two")}), "ssltermination")

    before = in_rackspace(balancer)
    elb.add_tags(LoadBalancerNames=[name], Tags=[{"Key": "team", "Value": "shop"}])
    elb.remove_tags(LoadBalancerNames=[name], Tags=[{"Key": "team"}])
    changes(before, in_rackspace(balancer), "tags")

    # With a listener that the Rackspace API has no word for, the balancer is the classic dialect's alone for as long.
    elb.create_load_balancer_listeners(LoadBalancerName=name, Listeners=[
        {"Protocol": "TCP", "LoadBalancerPort": 2222, "InstancePort": PORT}])
    assert in_rackspace(balancer) is None
    assert str(balancer) not in [str(each["id"]) for each in call("GET", "loadbalancers")[1]["loadBalancers"]]
    assert ask(address, 2222).startswith("i-")
    elb.delete_load_balancer_listeners(LoadBalancerName=name, LoadBalancerPorts=[2222])
    until_active(balancer)
    changes(before, in_rackspace(balancer), "additional listener")

    elb.delete_load_balancer_listeners(LoadBalancerName=name, LoadBalancerPorts=[443])
    until_active(balancer)
    changes(before, in_rackspace(balancer), "no TLS", "ssltermination")

    before = in_rackspace(balancer)
    elb.delete_load_balancer_listeners(LoadBalancerName=name, LoadBalancerPorts=[80])
    assert in_rackspace(balancer) is None
    elb.create_load_balancer_listeners(LoadBalancerName=name, Listeners=[
        {"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": PORT}])
    until_active(balancer)
    changes(before, in_rackspace(balancer), "another primary listener", "balancer.algorithm")
    assert ask(address, 80).startswith("i-")

    elb.delete_load_balancer(LoadBalancerName=name)
    assert call("GET", "loadbalancers/%s" % balancer)[1]["loadBalancer"]["status"] == "DELETED"


def furnished_in_elb(name):
    elb.create_load_balancer(
        LoadBalancerName=name, AvailabilityZones=["us-east-1a", "us-east-1b"], SecurityGroups=["sg-1"],
        Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": PORT}],
        Tags=[{"Key": "team", "Value": "shop"}])
    elb.configure_health_check(LoadBalancerName=name, HealthCheck={
        "Target": "HTTP:%d/" % PORT, "Interval": 10, "Timeout": 5, "UnhealthyThreshold": 2, "HealthyThreshold": 3})
    elb.modify_load_balancer_attributes(LoadBalancerName=name, LoadBalancerAttributes={
        "CrossZoneLoadBalancing": {"Enabled": True}, "ConnectionDraining": {"Enabled": True, "Timeout": 5},
        "ConnectionSettings": {"IdleTimeout": 70},
        "AdditionalAttributes": [{"Key": "elb.http.desyncmitigationmode", "Value": "strictest"}]})
    elb.create_app_cookie_stickiness_policy(LoadBalancerName=name, PolicyName="app", CookieName="SID")
    elb.create_load_balancer_policy(
        LoadBalancerName=name, PolicyName="proxy", PolicyTypeName="ProxyProtocolPolicyType",
        PolicyAttributes=[{"AttributeName": "ProxyProtocol", "AttributeValue": "true"}])
    elb.set_load_balancer_policies_of_listener(LoadBalancerName=name, LoadBalancerPort=80, PolicyNames=["app"])
    elb.set_load_balancer_policies_for_backend_server(
        LoadBalancerName=name, InstancePort=PORT, PolicyNames=["proxy"])
    elb.register_instances_with_load_balancer(
        LoadBalancerName=name, Instances=[{"InstanceId": "i-one"}, {"InstanceId": "i-two"}])


def rackspace_writes_what_elb_made():
    furnished_in_elb("classic")
    listed = [each for each in call("GET", "loadbalancers")[1]["loadBalancers"] if each["name"] == "classic"]
    assert len(listed) == 1, listed
    balancer = listed[0]["id"]
    until_active(balancer)
    shown = in_rackspace(balancer)
    assert shown["balancer.protocol"] == "HTTP" and shown["balancer.port"] == 80, shown
    assert shown["balancer.algorithm"] == "LEAST_CONNECTIONS" and shown["balancer.timeout"] == 70, shown
    assert shown["sessionpersistence"]["sessionPersistence"]["persistenceType"] == "HTTP_COOKIE", shown
    assert [(each["address"], each["port"]) for each in shown["nodes"]["nodes"]] == [
        (NETWORK + "1", PORT), (NETWORK + "2", PORT)], shown
    assert shown["healthmonitor"]["healthMonitor"]["path"] == "/", shown

    def step(method, below, body, *expected):
        before = in_elb("classic")
        answer = write(method, balancer, below, body)
        changes(before, in_elb("classic"), (method, below, body), *expected)
        return answer

    def attributes(**changed):
        return {"loadBalancer": changed}

    step("PUT", "", attributes(name="another name, with spaces"))
    step("PUT", "", attributes(algorithm="RANDOM"))
    step("PUT", "", attributes(timeout=100), "Attributes")
    step("PUT", "", attributes(port=8080), "ListenerDescriptions")
    step("PUT", "", attributes(port=80), "ListenerDescriptions")

    added = step("POST", "/nodes", {"nodes": [{"address": NETWORK + "9", "port": 9, "condition": "DISABLED"}]})
    other = added["nodes"][0]["id"]
    step("PUT", "/nodes/%s" % other, {"node": {"condition": "DRAINING", "weight": 7}})
    step("POST", "/nodes/%s/metadata" % other, {"metadata": [{"key": "rack", "value": "7"}]})
    step("DELETE", "/nodes/%s" % other, None)
    added = step("POST", "/nodes", {"nodes": [{"address": NETWORK + "3", "port": PORT, "condition": "ENABLED"}]},
                 "Instances")
    step("DELETE", "/nodes/%s" % added["nodes"][0]["id"], None, "Instances")
    first = shown["nodes"]["nodes"][0]["id"]
    step("PUT", "/nodes/%s" % first, {"node": {"condition": "DISABLED"}})
    states = {each["InstanceId"]: each for each in elb.describe_instance_health(LoadBalancerName="classic")["InstanceStates"]}
    assert states["i-one"]["State"] == "OutOfService" and "DISABLED" in states["i-one"]["Description"], states

    step("POST", "/accesslist", {"accessList": [{"address": "10.9.0.0/16", "type": "DENY"}]})
    step("PUT", "/connectionthrottle", {"connectionThrottle": {
        "minConnections": 10, "maxConnections": 1000, "maxConnectionRate": 500, "rateInterval": 60}})
    step("PUT", "/errorpage", {"errorpage": {"content": "<html>sorry</html>"}})
    step("PUT", "/connectionlogging", {"connectionLogging": {"enabled": True}})
    step("PUT", "/contentcaching", {"contentCaching": {"enabled": True}})
    step("POST", "/metadata", {"metadata": [{"key": "color", "value": "red"}]})
    step("POST", "/virtualips", {"type": "PUBLIC", "ipVersion": "IPV4"})

    # What the classic dialect writes then leaves all of this alone, and takes up nothing that it has no word for.
    before = in_rackspace(balancer)
    elb.register_instances_with_load_balancer(LoadBalancerName="classic", Instances=[{"InstanceId": "i-three"}])
    until_active(balancer)
    changes(before, in_rackspace(balancer), "register", "nodes")
    assert before["nodes"]["nodes"] == in_rackspace(balancer)["nodes"]["nodes"][:2], before
    assert before["balancer.algorithm"] == "RANDOM", before

    # Sessions by another thing than a cookie are no policy; by a cookie they are those that there were.
    step("PUT", "/sessionpersistence", {"sessionPersistence": {"persistenceType": "SOURCE_IP"}}, "ListenerDescriptions")
    step("PUT", "/sessionpersistence", {"sessionPersistence": {"persistenceType": "HTTP_COOKIE"}}, "ListenerDescriptions")
    assert in_elb("classic")["ListenerDescriptions"][0]["PolicyNames"] == ["app"]
    step("DELETE", "/sessionpersistence", None, "ListenerDescriptions")

    step("PUT", "/healthmonitor", {"healthMonitor": {
        "type": "HTTP", "delay": 20, "timeout": 4, "attemptsBeforeDeactivation": 3, "path": "/other",
        "statusRegex": "^200$", "bodyRegex": "i-"}}, "HealthCheck")
    assert in_elb("classic")["HealthCheck"] == {
        "Target": "HTTP:%d/other" % PORT, "Interval": 20, "Timeout": 4, "UnhealthyThreshold": 3, "HealthyThreshold": 3}
    # The classic dialect has no word for no check: it shows what was asked for in it last.
    step("DELETE", "/healthmonitor", None, "HealthCheck")
    elb.configure_health_check(LoadBalancerName="classic", HealthCheck={
        "Target": "HTTP:%d/other" % PORT, "Interval": 20, "Timeout": 4, "UnhealthyThreshold": 3, "HealthyThreshold": 3})
    until_active(balancer)
    assert in_rackspace(balancer)["healthmonitor"]["healthMonitor"]["path"] == "/other"
    step("DELETE", "/healthmonitor", None)

    step("PUT", "/ssltermination", {"sslTermination": {
        "enabled": True, "securePort": 443, "secureTrafficOnly": False,
        "certificate": pem("one.crt"), "privatekey": pem("one.key")}}, "ListenerDescriptions")
    step("DELETE", "/ssltermination", None, "ListenerDescriptions")
    step("PUT", "/contentcaching", {"contentCaching": {"enabled": False}})
    step("DELETE", "/errorpage", None)
    step("DELETE", "/connectionthrottle", None)
    step("DELETE", "/accesslist", None)
    step("PUT", "", attributes(protocol="TCP"), "ListenerDescriptions")
    step("PUT", "", attributes(halfClosed=True))
    step("PUT", "", attributes(halfClosed=False))
    step("PUT", "", attributes(protocol="HTTP"), "ListenerDescriptions")

    write_last = call("DELETE", "loadbalancers/%s" % balancer)
    assert write_last[0] == 202, write_last
    deadline = time.monotonic() + 30
    while "classic" in known_to_elb():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def names_are_kept_apart():
    elb.create_load_balancer(
        LoadBalancerName="same", AvailabilityZones=["us-east-1a"],
        Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": PORT}])
    balancer, _ = made_in_rackspace("same")
    other, _ = made_in_rackspace("own")
    assert {"same", "lb-%s" % balancer, "own"} <= known_to_elb(), known_to_elb()
    try:
        elb.create_load_balancer(
            LoadBalancerName="own", AvailabilityZones=["us-east-1a"],
            Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": PORT}])
        raise AssertionError("expected DuplicateLoadBalancerName")
    except botocore.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == "DuplicateLoadBalancerName", error.response
    write("PUT", other, "", {"loadBalancer": {"name": "new"}})
    assert "own" in known_to_elb() and "new" not in known_to_elb()
    elb.delete_load_balancer(LoadBalancerName="own")
    assert call("GET", "loadbalancers/%s" % other)[1]["loadBalancer"]["status"] == "DELETED"


elb_writes_what_rackspace_made()
rackspace_writes_what_elb_made()
names_are_kept_apart()
