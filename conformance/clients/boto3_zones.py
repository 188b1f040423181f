"""Names of classic load balancers whose zones have virtual IPs of their own, resolved by Debian's dig.

Usage: boto3_zones.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT NAME_SERVER NAME_SERVER_PORT ZONE_A_VIPS ZONE_B_VIPS

The last two are what addresses of us-east-1a and us-east-1b begin with. Ends with status 0 when a name leads to one address in
each zone that has an instance in service.
"""

import subprocess
import sys
import time
import urllib.request

import boto3

ENDPOINT, KEY, SECRET, PORT, SERVER, SERVER_PORT, A, B = sys.argv[1:]
NAME = "my-lb"
elb = boto3.client("elb", region_name="us-east-1", endpoint_url=ENDPOINT, aws_access_key_id=KEY,
                   aws_secret_access_key=SECRET)


def addresses(name):
    return subprocess.run(["dig", "@" + SERVER, "-p", SERVER_PORT, "+time=10", "+short", name, "A"], check=True, text=True,
                          capture_output=True).stdout.split()


def zone(address):
    return address.rpartition(".")[0] + "."


def leads(name, *zones):
    deadline = time.monotonic() + 30
    while sorted(map(zone, addresses(name))) != sorted(zones):
        assert time.monotonic() < deadline, (addresses(name), zones)
        time.sleep(0.2)


def asked(address):
    with urllib.request.urlopen("http://%s:8200/" % address, timeout=10) as answer:
        return answer.read().decode()


name = elb.create_load_balancer(
    LoadBalancerName=NAME, AvailabilityZones=["us-east-1a", "us-east-1b"],
    Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 8200, "InstanceProtocol": "HTTP", "InstancePort": int(PORT)}])["DNSName"]
elb.configure_health_check(LoadBalancerName=NAME, HealthCheck={
    "Target": "TCP:" + PORT, "Interval": 5, "Timeout": 2, "HealthyThreshold": 2, "UnhealthyThreshold": 2})
elb.register_instances_with_load_balancer(LoadBalancerName=NAME, Instances=[{"InstanceId": "i-one"}, {"InstanceId": "i-three"}])
elb.get_waiter("instance_in_service").wait(LoadBalancerName=NAME, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
leads(name, A, B)
for address in addresses(name):
    assert asked(address) in ("i-one", "i-three")
# Clients that take the first address go to each zone alike: nobody is first 60 times in a row.
assert {zone(addresses(name)[0]) for _ in range(60)} == {A, B}

# Without an instance a zone gets nobody.
elb.deregister_instances_from_load_balancer(LoadBalancerName=NAME, Instances=[{"InstanceId": "i-three"}])
leads(name, A)
elb.modify_load_balancer_attributes(LoadBalancerName=NAME, LoadBalancerAttributes={"CrossZoneLoadBalancing": {"Enabled": True}})
leads(name, A, B)

# A zone that is disabled has no address any more.
elb.disable_availability_zones_for_load_balancer(LoadBalancerName=NAME, AvailabilityZones=["us-east-1a"])
leads(name, B)
elb.enable_availability_zones_for_load_balancer(LoadBalancerName=NAME, AvailabilityZones=["us-east-1a"])
leads(name, A, B)
elb.delete_load_balancer(LoadBalancerName=NAME)
