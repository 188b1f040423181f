"""What Terraform's aws_elb does, and its resources for policies and attachments: creation runs the whole update path, and a plan
after it finds nothing to do.

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
             desync_mitigation_mode="defensive", access_logs=[], health_check=CHECK, internal=False, tags={"Name": "web"},
             security_groups=set(), subnets=set())
# A block of logs that are not enabled is compared as well.
LOGS = {"bucket": "shop-logs", "bucket_prefix": "my-app", "interval": 5, "enabled": False}
SECOND = dict(FIRST, availability_zones={"us-east-1a"}, listener=[listener(8000), listener(8001, "tcp")],
              instances={"i-one", "i-two"}, cross_zone_load_balancing=False, idle_timeout=400, connection_draining=True,
              connection_draining_timeout=400, tags={"Name": "shop", "team": "a"},
              desync_mitigation_mode="strictest", access_logs=[LOGS], security_groups={"sg-1", "sg-2"},
              subnets={"subnet-1", "subnet-2"})
THIRD = dict(SECOND, access_logs=[dict(LOGS, bucket="other-logs", bucket_prefix="", interval=60)], security_groups={"sg-2"},
             subnets={"subnet-2", "subnet-3"})
NOTHING = {key: type(value)() if isinstance(value, (set, list, dict)) else None for key, value in FIRST.items()}


def same(one):
    return (one["InstancePort"], one["InstanceProtocol"].lower(), one["LoadBalancerPort"], one["Protocol"].lower())


def ids(instances):
    return [{"InstanceId": each} for each in sorted(instances)]


def attributes(**wanted):
    elb.modify_load_balancer_attributes(LoadBalancerName=NAME, LoadBalancerAttributes=wanted)


def access_log(block):
    return {"Enabled": block[0]["enabled"], "EmitInterval": block[0]["interval"], "S3BucketName": block[0]["bucket"],
            "S3BucketPrefix": block[0]["bucket_prefix"]} if block else {"Enabled": False}


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
                   ConnectionSettings={"IdleTimeout": new["idle_timeout"]}, AccessLog=access_log(new["access_logs"]))
    if changed("connection_draining_timeout"):
        attributes(ConnectionDraining={"Enabled": True, "Timeout": new["connection_draining_timeout"]})
    if changed("connection_draining", "connection_draining_timeout"):
        attributes(ConnectionDraining={"Enabled": new["connection_draining"]})
    if changed("health_check"):
        elb.configure_health_check(LoadBalancerName=NAME, HealthCheck=new["health_check"])
    if changed("security_groups") and new["security_groups"]:
        elb.apply_security_groups_to_load_balancer(LoadBalancerName=NAME, SecurityGroups=sorted(new["security_groups"]))
    zones = new["availability_zones"], old["availability_zones"]
    if zones[0] - zones[1]:
        elb.enable_availability_zones_for_load_balancer(LoadBalancerName=NAME, AvailabilityZones=sorted(zones[0] - zones[1]))
    if zones[1] - zones[0]:
        elb.disable_availability_zones_for_load_balancer(LoadBalancerName=NAME, AvailabilityZones=sorted(zones[1] - zones[0]))
    subnets = new["subnets"], old["subnets"]
    if subnets[1] - subnets[0]:
        elb.detach_load_balancer_from_subnets(LoadBalancerName=NAME, Subnets=sorted(subnets[1] - subnets[0]))
    if subnets[0] - subnets[1]:
        elb.attach_load_balancer_to_subnets(LoadBalancerName=NAME, Subnets=sorted(subnets[0] - subnets[1]))
    if old is not NOTHING and changed("tags"):
        gone = sorted(set(old["tags"]) - set(new["tags"]))
        if gone:
            elb.remove_tags(LoadBalancerNames=[NAME], Tags=[{"Key": key} for key in gone])
        elb.add_tags(LoadBalancerNames=[NAME], Tags=tags(new))


def tags(state):
    return [{"Key": key, "Value": value} for key, value in sorted(state["tags"].items())]


def flat_log(seen, wanted):
    """What is not in the configuration and not enabled counts as absent."""
    if not wanted and not seen["Enabled"]:
        return []
    return [{"bucket": seen.get("S3BucketName"), "bucket_prefix": seen.get("S3BucketPrefix", ""),
             "interval": seen.get("EmitInterval"), "enabled": seen["Enabled"]}]


def read(wanted):
    shown = elb.describe_load_balancers(LoadBalancerNames=[NAME])["LoadBalancerDescriptions"][0]
    seen = elb.describe_load_balancer_attributes(LoadBalancerName=NAME)["LoadBalancerAttributes"]
    labels = elb.describe_tags(LoadBalancerNames=[NAME])["TagDescriptions"][0]["Tags"]
    # With a VPC the provider would look for a security group there.
    assert "VPCId" not in shown, shown
    assert shown["SourceSecurityGroup"]["GroupName"], shown
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
        access_logs=flat_log(seen["AccessLog"], wanted["access_logs"]),
        security_groups=set(shown["SecurityGroups"]),
        subnets=set(shown["Subnets"]),
        health_check=shown["HealthCheck"],
        internal=shown["Scheme"] == "internal",
        tags={each["Key"]: each.get("Value", "") for each in labels})


def plan(wanted):
    """What would be done: nothing."""
    found = read(wanted)
    compared = {"listener": lambda value: sorted(same(each) for each in value)}
    return {key: (value, found[key]) for key, value in wanted.items()
            if compared.get(key, lambda each: each)(value) != compared.get(key, lambda each: each)(found[key])}


def policies_of(port):
    shown = elb.describe_load_balancers(LoadBalancerNames=[NAME])["LoadBalancerDescriptions"][0]["ListenerDescriptions"]
    return next(each["PolicyNames"] for each in shown if each["Listener"]["LoadBalancerPort"] == port)


def attributes_of(policy):
    shown = elb.describe_load_balancer_policies(LoadBalancerName=NAME, PolicyNames=[policy])["PolicyDescriptions"]
    assert len(shown) == 1, shown
    return [(each["AttributeName"], each["AttributeValue"]) for each in shown[0]["PolicyAttributeDescriptions"]]


def use(policies, port=8000):
    elb.set_load_balancer_policies_of_listener(LoadBalancerName=NAME, LoadBalancerPort=port, PolicyNames=policies)


def use_at_instances(policies):
    elb.set_load_balancer_policies_for_backend_server(LoadBalancerName=NAME, InstancePort=PORT, PolicyNames=policies)


def gone(policy):
    elb.delete_load_balancer_policy(LoadBalancerName=NAME, PolicyName=policy)
    try:
        attributes_of(policy)
        raise AssertionError(policy + " is still there")
    except botocore.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == "PolicyNotFound", error.response


def stickiness():
    """aws_lb_cookie_stickiness_policy and aws_app_cookie_stickiness_policy, which look for one attribute, the first as a number."""
    for given, shown in [({}, 0), ({"CookieExpirationPeriod": 300}, 300)]:
        elb.create_lb_cookie_stickiness_policy(LoadBalancerName=NAME, PolicyName="lb", **given)
        use(["lb"])
        (name, value), = attributes_of("lb")
        assert (name, int(value)) == ("CookieExpirationPeriod", shown), (name, value)
        assert policies_of(8000) == ["lb"], policies_of(8000)
        use([])
        gone("lb")
    elb.create_app_cookie_stickiness_policy(LoadBalancerName=NAME, PolicyName="app", CookieName="JSESSIONID")
    use(["app"])
    assert attributes_of("app") == [("CookieName", "JSESSIONID")]
    use([])
    gone("app")


def policies():
    """aws_proxy_protocol_policy, and aws_load_balancer_policy, which takes a policy out of use to make it anew."""
    def backends():
        shown = elb.describe_load_balancers(LoadBalancerNames=[NAME])["LoadBalancerDescriptions"][0]
        return {each["InstancePort"]: each["PolicyNames"] for each in shown["BackendServerDescriptions"]}

    def make(value):
        elb.create_load_balancer_policy(
            LoadBalancerName=NAME, PolicyName="TFEnableProxyProtocol", PolicyTypeName="ProxyProtocolPolicyType",
            PolicyAttributes=[{"AttributeName": "ProxyProtocol", "AttributeValue": value}])
        assert attributes_of("TFEnableProxyProtocol") == [("ProxyProtocol", value)]

    make("True")
    use_at_instances(["TFEnableProxyProtocol"])
    assert backends() == {PORT: ["TFEnableProxyProtocol"]}, backends()
    use_at_instances([])
    assert not backends().get(PORT), backends()
    gone("TFEnableProxyProtocol")
    make("false")
    use_at_instances(["TFEnableProxyProtocol"])
    use_at_instances([])
    gone("TFEnableProxyProtocol")


def attachment():
    """aws_elb_attachment: finds the instance among those of the load balancer."""
    elb.register_instances_with_load_balancer(LoadBalancerName=NAME, Instances=ids({"i-two"}))
    assert read(FIRST)["instances"] == {"i-one", "i-two"}
    elb.deregister_instances_from_load_balancer(LoadBalancerName=NAME, Instances=ids({"i-two"}))
    assert read(FIRST)["instances"] == {"i-one"}


assert sts.get_caller_identity()["Account"]
elb.create_load_balancer(LoadBalancerName=NAME, Listeners=FIRST["listener"], Tags=tags(FIRST),
                         AvailabilityZones=sorted(FIRST["availability_zones"]))
update(NOTHING, FIRST)
assert plan(FIRST) == {}, plan(FIRST)
update(FIRST, SECOND)
assert plan(SECOND) == {}, plan(SECOND)
update(SECOND, THIRD)
assert plan(THIRD) == {}, plan(THIRD)
# Security groups are computed where a configuration says nothing of them: they stay.
LAST = dict(FIRST, security_groups=THIRD["security_groups"])
update(THIRD, LAST)
assert plan(LAST) == {}, plan(LAST)
stickiness()
policies()
attachment()
assert plan(LAST) == {}, plan(LAST)
elb.delete_load_balancer(LoadBalancerName=NAME)
assert ec2.describe_network_interfaces(Filters=[{"Name": "attachment.instance-owner-id", "Values": ["amazon-elb"]}])[
    "NetworkInterfaces"] == []
try:
    read(FIRST)
    raise AssertionError("it is still there")
except botocore.exceptions.ClientError as error:
    # What the provider takes for the end.
    assert error.response["Error"]["Code"] == "LoadBalancerNotFound", error.response
