"""The names of classic load balancers, resolved by Debian's dig.

Usage: boto3_dns.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT NAME_SERVER NAME_SERVER_PORT ZONE

Ends with status 0 when names lead where they should, as long as their load balancers are there.
"""

import subprocess
import sys
import time
import urllib.request

import boto3

ENDPOINT, KEY, SECRET, PORT, SERVER, SERVER_PORT, ZONE = sys.argv[1:]
elb = boto3.client("elb", region_name="us-east-1", endpoint_url=ENDPOINT, aws_access_key_id=KEY,
                   aws_secret_access_key=SECRET)


def dig(*what):
    return subprocess.run(["dig", "@" + SERVER, "-p", SERVER_PORT, "+time=10", *what], check=True, text=True,
                          capture_output=True).stdout.strip()


def make(name, **more):
    return elb.create_load_balancer(
        LoadBalancerName=name, AvailabilityZones=["us-east-1a"], Listeners=[
            {"Protocol": "HTTP", "LoadBalancerPort": 8200, "InstanceProtocol": "HTTP", "InstancePort": int(PORT)}],
        **more)["DNSName"]


def ask(address):
    deadline = time.monotonic() + 20
    while True:
        try:
            with urllib.request.urlopen("http://%s:8200/" % address, timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


name = make("My-Shop")
assert name.startswith("My-Shop-") and name.endswith(".us-east-1." + ZONE), name
described = elb.describe_load_balancers(LoadBalancerNames=["My-Shop"])["LoadBalancerDescriptions"][0]
assert described["DNSName"] == name == described["CanonicalHostedZoneName"], described
elb.register_instances_with_load_balancer(LoadBalancerName="My-Shop", Instances=[{"InstanceId": "i-one"}])
address = dig("+short", name, "A")
assert ask(address) == "i-one", address
assert dig("+short", "+tcp", name.lower(), "A") == address

inside = make("inside", Scheme="internal")
assert inside.startswith("internal-inside-"), inside
assert dig("+short", inside, "A") not in ("", address)

assert "NXDOMAIN" in dig(name.replace("Shop", "Shup"), "A")
assert "NOERROR" in dig("us-east-1." + ZONE, "NS")
before = int(dig("+short", ZONE, "SOA").split()[2])
elb.delete_load_balancer(LoadBalancerName="My-Shop")
assert "NXDOMAIN" in dig(name, "A")
assert int(dig("+short", ZONE, "SOA").split()[2]) > before
