"""What Terraform's aws_elb does: creation runs the whole update path, and a plan after it finds nothing to do.

Usage: boto3_terraform.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT

The inventory is as boto3_elb.py says.
"""

import sys

import boto3
import botocore.exceptions
from botocore.config import Config

ENDPOINT, KEY, SECRET, PORT = sys.argv[1:]
PORT = int(PORT)
NAME = "tf-lb"


def client(service):
    return boto3.client(service, region_name="us-east-1", endpoint_url=ENDPOINT, aws_access_key_id=KEY,
                        aws_secret_access_key=SECRET, config=Config(retries={"max_attempts": 0}))


elb, ec2, sts = client("elb"), client("ec2"), client("sts")
CHECK = {"Target": "HTTP:%d/" % PORT, "Interval": 30, "Timeout": 3, "UnhealthyThreshold": 2, "HealthyThreshold": 2}


def listener(port, protocol="http"):
    return {"InstancePort": PORT, "InstanceProtocol": protocol, "LoadBalancerPort": port, "Protocol": protocol}


# As in a configuration; what it leaves out has the provider's defaults.
FIRST = dict(availability_zones={"us-east-1a", "us-east-1b"}, listener=[listener(8000)], instances={"i-one"},
             cross_zone_load_balancing=True, idle_timeout=60, connection_draining=False, connection_draining_timeout=300,
             desync_mitigation_mode="defensive", access_logs=[], health_check=CHECK, internal=False, tags={"Name": "web"})
SECOND = dict(FIRST, availability_zones={"us-east-1a"}, listener=[listener(8000), listener(8001, "tcp")],
              instances={"i-one", "i-two"}, cross_zone_load_balancing=False, idle_timeout=400, connection_draining=True,
              connection_draining_timeout=400, tags={"Name": "shop", "team": "a"})
NOTHING = {key: type(value)() if isinstance(value, (set, list, dict)) else None for key, value in FIRST.items()}


def same(one):
    return (one["InstancePort"], one["InstanceProtocol"].lower(), one["LoadBalancerPort"], one["Protocol"].lower())


def ids(instances):
    return [{"InstanceId": each} for each in sorted(instances)]


def attributes(**wanted):
    elb.modify_load_balancer_attributes(LoadBalancerName=NAME, LoadBalancerAttributes=wanted)


def update(old, new):
    def changed(*keys):
        return any(old[key] != new[key] for key in keys)

    before, after = ({same(each): each for each in state["listener"]} for state in (old, new))
    removed = [each["LoadBalancerPort"] for key, each in before.items() if key not in after]
    added = [each for key, each in after.items() if key not in before]
    if removed:
        elb.delete_load_balancer_listeners(LoadBalancerName=NAME, LoadBalancerPorts=removed)
    if added:
        elb.create_load_balancer_listeners(LoadBalancerName=NAME, Listeners=added)
    if new["instances"] - old["instances"]:
        elb.register_instances_with_load_balancer(
            LoadBalancerName=NAME, Instances=ids(new["instances"] - old["instances"]))
    if old["instances"] - new["instances"]:
        elb.deregister_instances_from_load_balancer(
            LoadBalancerName=NAME, Instances=ids(old["instances"] - new["instances"]))
    if changed("cross_zone_load_balancing", "idle_timeout", "access_logs", "desync_mitigation_mode"):
        attributes(AdditionalAttributes=[{"Key": "elb.http.desyncmitigationmode", "Value": new["desync_mitigation_mode"]}],
                   CrossZoneLoadBalancing={"Enabled": new["cross_zone_load_balancing"]},
                   ConnectionSettings={"IdleTimeout": new["idle_timeout"]}, AccessLog={"Enabled": False})
    if changed("connection_draining_timeout"):
        attributes(ConnectionDraining={"Enabled": True, "Timeout": new["connection_draining_timeout"]})
    if changed("connection_draining", "connection_draining_timeout"):
        attributes(ConnectionDraining={"Enabled": new["connection_draining"]})
    if changed("health_check"):
        elb.configure_health_check(LoadBalancerName=NAME, HealthCheck=new["health_check"])
    zones = new["availability_zones"], old["availability_zones"]
    if zones[0] - zones[1]:
        elb.enable_availability_zones_for_load_balancer(LoadBalancerName=NAME, AvailabilityZones=sorted(zones[0] - zones[1]))
    if zones[1] - zones[0]:
        elb.disable_availability_zones_for_load_balancer(LoadBalancerName=NAME, AvailabilityZones=sorted(zones[1] - zones[0]))
    if old is not NOTHING and changed("tags"):
        gone = sorted(set(old["tags"]) - set(new["tags"]))
        if gone:
            elb.remove_tags(LoadBalancerNames=[NAME], Tags=[{"Key": key} for key in gone])
        elb.add_tags(LoadBalancerNames=[NAME], Tags=tags(new))


def tags(state):
    return [{"Key": key, "Value": value} for key, value in sorted(state["tags"].items())]


def read():
    shown = elb.describe_load_balancers(LoadBalancerNames=[NAME])["LoadBalancerDescriptions"][0]
    seen = elb.describe_load_balancer_attributes(LoadBalancerName=NAME)["LoadBalancerAttributes"]
    labels = elb.describe_tags(LoadBalancerNames=[NAME])["TagDescriptions"][0]["Tags"]
    # With a VPC the provider would look for a security group there.
    assert "VPCId" not in shown, shown
    return dict(
        availability_zones=set(shown["AvailabilityZones"]),
        listener=[each["Listener"] for each in shown["ListenerDescriptions"]],
        instances={each["InstanceId"] for each in shown["Instances"]},
        cross_zone_load_balancing=seen["CrossZoneLoadBalancing"]["Enabled"],
        idle_timeout=seen["ConnectionSettings"]["IdleTimeout"],
        connection_draining=seen["ConnectionDraining"]["Enabled"],
        connection_draining_timeout=seen["ConnectionDraining"]["Timeout"],
        desync_mitigation_mode={each["Key"]: each["Value"] for each in seen["AdditionalAttributes"]}[
            "elb.http.desyncmitigationmode"],
        access_logs=[seen["AccessLog"]] if seen["AccessLog"]["Enabled"] else [],
        health_check=shown["HealthCheck"],
        internal=shown["Scheme"] == "internal",
        tags={each["Key"]: each.get("Value", "") for each in labels})


def plan(wanted):
    """What would be done: nothing."""
    found = read()
    compared = {"listener": lambda value: sorted(same(each) for each in value)}
    return {key: (value, found[key]) for key, value in wanted.items()
            if compared.get(key, lambda each: each)(value) != compared.get(key, lambda each: each)(found[key])}


assert sts.get_caller_identity()["Account"]
elb.create_load_balancer(LoadBalancerName=NAME, Listeners=FIRST["listener"], Tags=tags(FIRST),
                         AvailabilityZones=sorted(FIRST["availability_zones"]))
update(NOTHING, FIRST)
assert plan(FIRST) == {}, plan(FIRST)
update(FIRST, SECOND)
assert plan(SECOND) == {}, plan(SECOND)
update(SECOND, FIRST)
assert plan(FIRST) == {}, plan(FIRST)
elb.delete_load_balancer(LoadBalancerName=NAME)
assert ec2.describe_network_interfaces(Filters=[{"Name": "attachment.instance-owner-id", "Values": ["amazon-elb"]}])[
    "NetworkInterfaces"] == []
try:
    read()
    raise AssertionError("it is still there")
except botocore.exceptions.ClientError as error:
    # What the provider takes for the end.
    assert error.response["Error"]["Code"] == "LoadBalancerNotFound", error.response
