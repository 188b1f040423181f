"""One classic load balancer over the ends of the service.

Usage: boto3_elb_keeps.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT STEP EXPECTED

STEP make makes it with the instance i-one, STEP look finds it; both assert that a request is answered EXPECTED.
"""

import sys
import time
import urllib.error
import urllib.request

import boto3
from botocore.config import Config

ENDPOINT, KEY, SECRET, PORT, STEP, EXPECTED = sys.argv[1:]
LIMIT_SECONDS = 30
NAME = "kept"
elb = boto3.client("elb", region_name="us-east-1", endpoint_url=ENDPOINT, aws_access_key_id=KEY,
                   aws_secret_access_key=SECRET, config=Config(retries={"max_attempts": 0}))


def answered():
    name = elb.describe_load_balancers(LoadBalancerNames=[NAME])["LoadBalancerDescriptions"][0]["DNSName"]
    try:
        with urllib.request.urlopen("http://%s:8080/" % name, timeout=10) as answer:
            return answer.read().decode()
    except OSError as error:
        return str(error)


if STEP == "make":
    elb.create_load_balancer(LoadBalancerName=NAME, AvailabilityZones=["us-east-1a"], Listeners=[
        {"Protocol": "HTTP", "LoadBalancerPort": 8080, "InstancePort": int(PORT)}])
    elb.register_instances_with_load_balancer(LoadBalancerName=NAME, Instances=[{"InstanceId": "i-one"}])

until = time.monotonic() + LIMIT_SECONDS
while answered() != EXPECTED:
    assert time.monotonic() < until, answered()
    time.sleep(0.1)
