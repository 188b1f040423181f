"""boto's Elastic Load Balancing tutorial, call for call, in a network where its names lead to the service.

Usage: boto_tutorial.py DOMAIN

boto.cfg names the credentials, the authority that has signed the service's certificate and the default region's endpoint,
BOTO_ENDPOINTS those of all regions. Instances of the inventory are at 127.0.0.2 (i-4f8cf126 in us-east-1a) and 127.0.0.3
(i-0bb7ca62 in us-east-1b); this script starts them.
"""

import http.server
import socket
import ssl
import sys
import threading
import urllib.request

import boto.ec2.elb
from boto.ec2.elb import HealthCheck

DOMAIN = sys.argv[1]
INSTANCES = {"i-4f8cf126": "127.0.0.2", "i-0bb7ca62": "127.0.0.3"}


def serve(identity, address, port):
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", str(len(identity)))
            self.end_headers()
            self.wfile.write(identity.encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer((address, port), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()


for identity, address in INSTANCES.items():
    for port in (8080, 8443):
        serve(identity, address, port)

elb = boto.ec2.elb.connect_to_region("us-east-1")
assert elb.get_all_load_balancers() == []
regions = [region for region in boto.ec2.elb.regions() if region.endpoint.endswith(DOMAIN)]
assert sorted(region.name for region in regions) == ["eu-west-1", "us-east-1"], regions
for region in regions:
    elsewhere = region.connect()
    assert elsewhere.get_all_load_balancers() == []
assert boto.ec2.elb.ELBConnection().region.name == "us-east-1"
conn = elb = boto.ec2.elb.ELBConnection()

hc = HealthCheck(interval=20, healthy_threshold=3, unhealthy_threshold=5, target="HTTP:8080/health")
zones = ["us-east-1a", "us-east-1b"]
ports = [(80, 8080, "http"), (443, 8443, "tcp")]
lb = conn.create_load_balancer("my-lb", zones, ports)
lb.configure_health_check(hc)
print(lb.dns_name)
assert lb.dns_name.endswith(".us-east-1.elb." + DOMAIN), lb.dns_name
assert str(conn.get_all_load_balancers()) == "[LoadBalancer:my-lb]"
assert str(conn.get_all_load_balancers(load_balancer_names=["my-lb"])) == "[LoadBalancer:my-lb]"
assert boto.ec2.elb.connect_to_region("eu-west-1").get_all_load_balancers() == []

instance_ids = ["i-4f8cf126", "i-0bb7ca62"]
lb.register_instances(instance_ids)


def answers(port):
    return {urllib.request.urlopen("http://%s:%d/" % (lb.dns_name, port), timeout=10).read().decode() for _ in range(6)}


for port in (80, 443):
    assert answers(port) == set(instance_ids), (port, answers(port))
lb.disable_zones(["us-east-1a"])
assert answers(443) == {"i-0bb7ca62"}, answers(443)
lb.enable_zones(["us-east-1c"])
lb.enable_zones(["us-east-1a"])
lb.deregister_instances(["i-0bb7ca62"])
assert answers(80) == {"i-4f8cf126"}, answers(80)
name = lb.dns_name
lb.delete()
assert conn.get_all_load_balancers() == []
try:
    socket.getaddrinfo(name, 80)
    raise AssertionError("the name of a load balancer that is gone leads somewhere")
except socket.gaierror:
    pass
try:
    ssl.create_default_context().wrap_socket(
        socket.create_connection((elb.host, 443)), server_hostname=elb.host)
    raise AssertionError("everybody trusts the certificate")
except ssl.SSLCertVerificationError:
    pass
