"""The calls of boto's Elastic Load Balancing tutorial, through boto 2 as released.

Usage: boto_elb.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT

The inventory is as boto3_elb.py says. Ends with status 0 when everything was as the tutorial says.
"""

import sys
import urllib.parse
import urllib.request

import boto.ec2.elb
from boto.ec2.elb import HealthCheck
from boto.exception import BotoServerError
from boto.regioninfo import RegionInfo

ENDPOINT, KEY, SECRET, PORT = sys.argv[1:]
PORT = int(PORT)
address = urllib.parse.urlsplit(ENDPOINT)
region = RegionInfo(name="us-east-1", endpoint=address.hostname, connection_cls=boto.ec2.elb.ELBConnection)
conn = boto.ec2.elb.ELBConnection(KEY, SECRET, is_secure=False, port=address.port, region=region)
# boto takes both from the host's name, and an address has none.
conn.auth_region_name = "us-east-1"
conn.auth_service_name = "elasticloadbalancing"

hc = HealthCheck(interval=20, healthy_threshold=3, unhealthy_threshold=5, target="HTTP:%d/health" % PORT)
zones = ["us-east-1a", "us-east-1b"]
ports = [(8080, PORT, "http"), (8443, PORT, "tcp")]
lb = conn.create_load_balancer("my-lb", zones, ports)
lb.configure_health_check(hc)
print(lb.dns_name)
assert [balancer.name for balancer in conn.get_all_load_balancers()] == ["my-lb"]
balancers = conn.get_all_load_balancers(load_balancer_names=["my-lb"])
assert str(balancers) == "[LoadBalancer:my-lb]", balancers
assert balancers[0].health_check.target == "HTTP:%d/health" % PORT, balancers[0].health_check

lb.register_instances(["i-one", "i-three"])
for port in (8080, 8443):
    seen = {urllib.request.urlopen("http://%s:%d/" % (lb.dns_name, port), timeout=10).read() for _ in range(4)}
    assert seen == {b"i-one", b"i-three"}, seen
assert {state.state for state in lb.get_instance_health()} == {"InService"}
lb.disable_zones(["us-east-1a"])
assert urllib.request.urlopen("http://%s:8443/" % lb.dns_name, timeout=10).read() == b"i-three"
lb.enable_zones(["us-east-1a"])
lb.deregister_instances(["i-one"])
assert [instance.id for instance in conn.get_all_load_balancers()[0].instances] == ["i-three"]
try:
    conn.create_load_balancer("my-lb", zones, ports)
    raise AssertionError("a name was given twice")
except BotoServerError as error:
    assert error.error_code == "DuplicateLoadBalancerName", error
lb.delete()
assert conn.get_all_load_balancers() == []
