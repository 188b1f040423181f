"""Names of classic load balancers at another name server, resolved by Debian's dig.

Usage: boto3_bind.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT NAME_SERVER NAME_SERVER_PORT ZONE STEP

"told" has two names told to the server; "unheard" changes names while nobody hears of it; "heard" waits until the server knows.
Ends with status 0 when names lead where they should, and others are left alone.
"""

import subprocess
import sys
import time

import boto3

ENDPOINT, KEY, SECRET, PORT, SERVER, SERVER_PORT, ZONE, STEP = sys.argv[1:]
elb = boto3.client("elb", region_name="us-east-1", endpoint_url=ENDPOINT, aws_access_key_id=KEY,
                   aws_secret_access_key=SECRET)


def dig(name):
    return subprocess.run(["dig", "@" + SERVER, "-p", SERVER_PORT, "+time=1", "+tries=1", "+short", name, "A"],
                          text=True, capture_output=True)


def make(name):
    return elb.create_load_balancer(LoadBalancerName=name, AvailabilityZones=["us-east-1a"], Listeners=[
        {"Protocol": "TCP", "LoadBalancerPort": 8200, "InstancePort": int(PORT)}])["DNSName"]


def until_leads(name, somewhere):
    limit = time.monotonic() + 60
    while True:
        answer = dig(name)
        if answer.returncode == 0 and bool(answer.stdout.strip()) == somewhere:
            return answer.stdout.strip()
        assert time.monotonic() < limit, (name, answer)
        time.sleep(0.2)


def name_of(balancer):
    return elb.describe_load_balancers(LoadBalancerNames=[balancer])["LoadBalancerDescriptions"][0]["DNSName"]


def told():
    goes, stays = make("Goes"), make("stays")
    assert until_leads(goes, True) != until_leads(stays, True)
    elb.delete_load_balancer(LoadBalancerName="stays")
    until_leads(stays, False)
    assert dig("www." + ZONE).stdout.strip() == "192.0.2.1"


def unheard():
    gone = name_of("Goes")
    elb.delete_load_balancer(LoadBalancerName="Goes")
    make("comes")
    print(gone)


def heard():
    until_leads(name_of("comes"), True)
    until_leads(sys.argv[8].partition("=")[2], False)
    assert dig("www." + ZONE).stdout.strip() == "192.0.2.1"


{"told": told, "unheard": unheard}.get(STEP, heard)()
