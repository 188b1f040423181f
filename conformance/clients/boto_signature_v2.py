"""Requests signed by version 2, through boto 2 as released, which signed so for most of its life.

Usage: boto_signature_v2.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT EXPECTED

EXPECTED is taken, or the code that each request is refused with.
"""

import sys
import time
import urllib.parse

import boto.ec2.elb
import boto.utils
from boto.exception import BotoServerError
from boto.regioninfo import RegionInfo

ENDPOINT, KEY, SECRET, PORT, EXPECTED = sys.argv[1:]
address = urllib.parse.urlsplit(ENDPOINT)


class Old(boto.ec2.elb.ELBConnection):
    """As before boto 2.30."""

    def _required_auth_capability(self):
        return ["ec2"]


def connection(secret=SECRET):
    region = RegionInfo(name="us-east-1", endpoint=address.hostname, connection_cls=Old)
    return Old(KEY, secret, is_secure=False, port=address.port, region=region)


def refused(code, call, *arguments):
    try:
        call(*arguments)
    except BotoServerError as error:
        assert error.error_code == code, error
    else:
        raise AssertionError("expected " + code)


conn = connection()
if EXPECTED != "taken":
    refused(EXPECTED, conn.get_all_load_balancers)
    sys.exit()
assert conn.get_all_load_balancers() == []
conn.create_load_balancer("old", ["us-east-1a"], [(8080, int(PORT), "http")])
assert [balancer.name for balancer in conn.get_all_load_balancers()] == ["old"]
by_sha1 = connection()
by_sha1._auth_handler._hmac_256 = None
assert [balancer.name for balancer in by_sha1.get_all_load_balancers()] == ["old"]
refused("SignatureDoesNotMatch", connection("another secret").get_all_load_balancers)
now = time.time
for seconds, holds in ((-880, True), (-920, False), (920, False)):
    boto.utils.get_ts = lambda: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now() + seconds))
    if holds:
        assert len(conn.get_all_load_balancers()) == 1
    else:
        refused("RequestExpired", conn.get_all_load_balancers)
