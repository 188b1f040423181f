"""A classic load balancer with an instance that announces itself.

Usage: boto3_announced.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT STEP STATE DESCRIPTION ANSWER

STEP make makes it with the instance i-self, STEP look finds it; both assert that DescribeInstanceHealth says STATE and DESCRIPTION, and
that a request is answered ANSWER.
"""

import sys
import time
import urllib.request

import boto3
from botocore.config import Config

ENDPOINT, KEY, SECRET, PORT, STEP, STATE, DESCRIPTION, ANSWER = sys.argv[1:]
LIMIT_SECONDS = 30
NAME = "announced"
elb = boto3.client("elb", region_name="us-east-1", endpoint_url=ENDPOINT, aws_access_key_id=KEY,
                   aws_secret_access_key=SECRET, config=Config(retries={"max_attempts": 0}))


def seen():
    balancer = elb.describe_load_balancers(LoadBalancerNames=[NAME])["LoadBalancerDescriptions"][0]
    assert balancer["Instances"] == [{"InstanceId": "i-self"}], balancer
    health = elb.describe_instance_health(LoadBalancerName=NAME)["InstanceStates"][0]
    try:
        with urllib.request.urlopen("http://%s:8080/" % balancer["DNSName"], timeout=10) as answer:
            answered = answer.read().decode()
    except OSError as error:
        answered = str(error)
    return health["State"], health["Description"], answered


if STEP == "make":
    elb.create_load_balancer(LoadBalancerName=NAME, AvailabilityZones=["us-east-1a"], Listeners=[
        {"Protocol": "HTTP", "LoadBalancerPort": 8080, "InstancePort": int(PORT)}])
    elb.register_instances_with_load_balancer(LoadBalancerName=NAME, Instances=[{"InstanceId": "i-self"}])

until = time.monotonic() + LIMIT_SECONDS
while seen() != (STATE, DESCRIPTION, ANSWER):
    assert time.monotonic() < until, seen()
    time.sleep(0.1)
