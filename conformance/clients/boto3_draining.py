"""Instances that leave a classic load balancer, through boto3, as released.

Usage: boto3_draining.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT leave | left

The inventory has i-one and i-two in us-east-1a, each answering HTTP on INSTANCE_PORT with its id. "leave" ends with i-one
leaving within an hour; "left" finds it so, and sees it leave at once.
Ends with status 0 when everything was as boto3 promises its users, else with an error that says what was not.
"""

import http.client
import sys
import time

import boto3
import botocore.exceptions
from botocore.config import Config

ENDPOINT, KEY, SECRET, PORT, STEP = sys.argv[1:]
NAME = "leaving"
LEAVING = "Instance deregistration currently in progress."
elb = boto3.client("elb", region_name="us-east-1", endpoint_url=ENDPOINT, aws_access_key_id=KEY,
                   aws_secret_access_key=SECRET, config=Config(retries={"max_attempts": 0}))


class Connection:
    """One connection to one instance: what it says goes through as it is."""

    def __init__(self, port=8443):
        self.http = http.client.HTTPConnection(described()["DNSName"], port, timeout=20)
        self.http.auto_open = True
        self.instance = self.ask()[0]
        self.http.auto_open = False

    def ask(self, **headers):
        self.http.request("GET", "/", headers=headers)
        answer = self.http.getresponse()
        return answer.read().decode(), answer.headers.get("Set-Cookie", "").split(";")[0]

    def is_open(self):
        try:
            return self.ask()[0] == self.instance
        except (OSError, http.client.HTTPException):
            return False


def described():
    return elb.describe_load_balancers(LoadBalancerNames=[NAME])["LoadBalancerDescriptions"][0]


def one(identity="i-one"):
    return dict(LoadBalancerName=NAME, Instances=[{"InstanceId": identity}])


def draining(enabled, seconds):
    elb.modify_load_balancer_attributes(LoadBalancerName=NAME, LoadBalancerAttributes={
        "ConnectionDraining": {"Enabled": enabled, "Timeout": seconds}})


def health():
    return {state["InstanceId"]: (state["State"], state["Description"])
            for state in elb.describe_instance_health(LoadBalancerName=NAME)["InstanceStates"]}


def connected_to(instance):
    for _ in range(10):
        connection = Connection()
        if connection.instance == instance:
            return connection
    raise AssertionError("no connection leads to " + instance)


def until(condition):
    limit = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.1)


def listed():
    return [each["InstanceId"] for each in described()["Instances"]]


def leave():
    listener = {"Protocol": "TCP", "LoadBalancerPort": 8443, "InstancePort": int(PORT)}
    elb.create_load_balancer(LoadBalancerName=NAME, AvailabilityZones=["us-east-1a"], Listeners=[
        listener, dict(listener, Protocol="HTTP", LoadBalancerPort=8080)])
    elb.create_lb_cookie_stickiness_policy(LoadBalancerName=NAME, PolicyName="sticky")
    elb.set_load_balancer_policies_of_listener(LoadBalancerName=NAME, LoadBalancerPort=8080, PolicyNames=["sticky"])
    elb.register_instances_with_load_balancer(LoadBalancerName=NAME, Instances=[
        {"InstanceId": "i-one"}, {"InstanceId": "i-two"}])

    cut = connected_to("i-one")
    elb.deregister_instances_from_load_balancer(**one())
    until(lambda: not cut.is_open())
    assert list(health()) == ["i-two"], health()

    elb.register_instances_with_load_balancer(**one())
    draining(True, 3600)
    # Before there is a connection to i-one, which would send requests to the other one.
    web = Connection(8080)
    first, cookie = web.ask()
    while first != "i-one":
        first, cookie = web.ask()
    going_on = connected_to("i-one")
    left = elb.deregister_instances_from_load_balancer(**one())["Instances"]
    assert left == [{"InstanceId": "i-two"}], left
    assert listed() == ["i-two"], listed()
    assert health() == {"i-one": ("InService", LEAVING), "i-two": ("InService", "N/A")}, health()
    assert all(going_on.is_open() for _ in range(3))
    assert {Connection().instance for _ in range(4)} == {"i-two"}
    assert web.ask(Cookie=cookie)[0] == "i-two", "a client came back to an instance that leaves"
    try:
        elb.deregister_instances_from_load_balancer(**one())
        raise AssertionError("left twice")
    except botocore.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == "InvalidInstance", error.response

    elb.register_instances_with_load_balancer(**one())
    assert health()["i-one"] == ("InService", "N/A") and going_on.is_open(), health()
    connected_to("i-one")
    elb.deregister_instances_from_load_balancer(**one())


def left():
    assert listed() == ["i-two"] and health()["i-one"] == ("InService", LEAVING), health()
    elb.register_instances_with_load_balancer(**one())
    draining(True, 1)
    going = connected_to("i-one")
    elb.deregister_instances_from_load_balancer(**one())
    until(lambda: "i-one" not in health())
    until(lambda: not going.is_open())
    assert {Connection().instance for _ in range(2)} == {"i-two"}


{"leave": leave, "left": left}[STEP]()
