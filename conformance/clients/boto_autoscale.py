"""The autoscale steps of boto's tutorials, through boto 2 as released, with traffic.

Usage: boto_autoscale.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT OPERATOR OPERATOR_TOKEN ACCOUNT NETWORK STEP

The inventory has i-one at NETWORK1 and i-two at NETWORK2 in us-east-1a, and i-three at NETWORK3 in us-east-1b, each answering
HTTP on INSTANCE_PORT with its id. STEP is make, then end. Ends with status 0 when everything was as the tutorials say.
"""

import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import boto.ec2.autoscale
import boto.ec2.elb
from boto.ec2.autoscale import AutoScaleConnection, AutoScalingGroup, LaunchConfiguration
from boto.ec2.connection import EC2Connection
from boto.exception import BotoServerError
from boto.regioninfo import RegionInfo

ENDPOINT, KEY, SECRET, PORT, OPERATOR, TOKEN, ACCOUNT, NETWORK, STEP = sys.argv[1:]
PORT = int(PORT)
ADDRESSES = {"i-one": "1", "i-two": "2", "i-three": "3"}
ZONES = {"i-one": "us-east-1a", "i-two": "us-east-1a", "i-three": "us-east-1b"}
address = urllib.parse.urlsplit(ENDPOINT)


def connection(kind, service):
    region = RegionInfo(name="us-east-1", endpoint=address.hostname, connection_cls=kind)
    made = kind(KEY, SECRET, is_secure=False, port=address.port, region=region)
    # boto takes both from the host's name, and an address has none.
    made.auth_region_name = "us-east-1"
    made.auth_service_name = service
    return made


elb = connection(boto.ec2.elb.ELBConnection, "elasticloadbalancing")
conn = connection(AutoScaleConnection, "autoscaling")
ec2 = connection(EC2Connection, "ec2")


def belongs(instance, group):
    body = {"address": NETWORK + ADDRESSES[instance], "zone": ZONES[instance]}
    if group:
        body["group"] = group
    urllib.request.urlopen(urllib.request.Request(
        urllib.parse.urljoin(OPERATOR, "/operator/v1/accounts/%s/instances/%s" % (ACCOUNT, instance)), method="PUT",
        data=json.dumps(body).encode(), headers={"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"}),
        timeout=10)


def answers():
    name = elb.get_all_load_balancers(load_balancer_names=["my-lb"])[0].dns_name
    try:
        return {urllib.request.urlopen("http://%s:8080/" % name, timeout=10).read().decode() for _ in range(6)}
    except urllib.error.HTTPError as error:
        return {str(error.code)}


def awaits(expected):
    deadline = time.monotonic() + 30
    while answers() != expected:
        assert time.monotonic() < deadline, (expected, answers())
        time.sleep(0.1)


def members():
    return sorted(instance.instance_id for instance in conn.get_all_groups(names=["my_group"])[0].instances)


def make():
    assert [zone.name for zone in ec2.get_all_zones()] == ["us-east-1a", "us-east-1b"]
    assert [region.name for region in ec2.get_all_regions()] == ["us-east-1"]
    shown = ec2.get_only_instances(["i-three"])
    assert [(each.id, each.state, each.placement, each.private_ip_address) for each in shown] == [
        ("i-three", "running", "us-east-1b", NETWORK + "3")], shown
    assert [each.id for each in ec2.get_only_instances(filters={"availability-zone": "us-east-1a"})] == ["i-one", "i-two"]

    elb.create_load_balancer("my-lb", ["us-east-1a", "us-east-1b"], [(8080, PORT, "http")])
    belongs("i-one", "my_group")
    lc = LaunchConfiguration(name="my-launch_config", image_id="my-ami", key_name="my_key_name",
                             security_groups=["my_security_groups"])
    conn.create_launch_configuration(lc)
    ag = AutoScalingGroup(group_name="my_group", load_balancers=["my-lb"], availability_zones=["us-east-1a", "us-east-1b"],
                          launch_config=lc, min_size=1, max_size=8, connection=conn)
    conn.create_auto_scaling_group(ag)
    assert conn.get_all_activities(ag) == []
    shown = conn.get_all_launch_configurations(names=["my-launch_config"])[0]
    assert (shown.name, shown.image_id, shown.key_name) == ("my-launch_config", "my-ami", "my_key_name"), shown
    assert list(shown.security_groups) == ["my_security_groups"], shown.security_groups
    shown = conn.get_all_groups()[0]
    assert (shown.name, shown.min_size, shown.max_size, shown.desired_capacity) == ("my_group", 1, 8, 1), vars(shown)
    assert list(shown.load_balancers) == ["my-lb"], shown.load_balancers
    awaits({"i-one"})
    belongs("i-three", "my_group")
    awaits({"i-one", "i-three"})
    assert members() == ["i-one", "i-three"]
    assert {each.instance_id for each in conn.get_all_autoscaling_instances()} == {"i-one", "i-three"}
    for wrong, code in ((conn.create_auto_scaling_group, "AlreadyExists"), (lambda _: ag.delete(), "ResourceInUse"),
                        (lambda _: conn.delete_launch_configuration("my-launch_config"), "ResourceInUse"),
                        (lambda _: conn.delete_auto_scaling_group("nobody"), "ValidationError")):
        try:
            wrong(ag)
            raise AssertionError("expected " + code)
        except BotoServerError as error:
            assert error.error_code == code, error


def end():
    assert members() == ["i-one", "i-three"]
    belongs("i-one", None)
    awaits({"i-three"})
    belongs("i-two", "my_group")
    awaits({"i-two", "i-three"})
    ag = conn.get_all_groups(names=["my_group"])[0]
    ag.max_size = 1
    ag.update()
    awaits({"i-three"})
    ag.set_capacity(1)
    ag.shutdown_instances()
    awaits({"503"})
    assert members() == []
    ag.delete()
    assert conn.get_all_groups() == []
    conn.delete_launch_configuration("my-launch_config")
    assert conn.get_all_launch_configurations() == []
    elb.delete_load_balancer("my-lb")


{"make": make, "end": end}[STEP]()
