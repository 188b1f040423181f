"""A classic load balancer with a certificate over the ends of the service.

Usage: boto3_certificates_keep.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT DIRECTORY STEP

STEP make uploads DIRECTORY/shop.crt with its key and makes the load balancer with the instance i-one, STEP look finds both;
each asserts that a client that trusts this certificate alone is answered.
"""

import os
import ssl
import sys
import time
import urllib.request

import boto3
from botocore.config import Config

ENDPOINT, KEY, SECRET, PORT, DIRECTORY, STEP = sys.argv[1:]
LIMIT_SECONDS = 30
NAME = "kept"
CERTIFICATE = os.path.join(DIRECTORY, "shop.crt")
elb, iam = (boto3.client(service, region_name="us-east-1", endpoint_url=ENDPOINT, aws_access_key_id=KEY,
                         aws_secret_access_key=SECRET, config=Config(retries={"max_attempts": 0}))
            for service in ("elb", "iam"))


def answered():
    name = elb.describe_load_balancers(LoadBalancerNames=[NAME])["LoadBalancerDescriptions"][0]["DNSName"]
    trusting = ssl.create_default_context(cafile=CERTIFICATE)
    # The certificate is of a name, and the load balancer is asked by its address.
    trusting.check_hostname = False
    try:
        with urllib.request.urlopen("https://%s:8443/" % name, timeout=10, context=trusting) as answer:
            return answer.read().decode()
    except OSError as error:
        return str(error)


if STEP == "make":
    with open(CERTIFICATE) as certificate, open(os.path.join(DIRECTORY, "shop.key")) as key:
        kept = iam.upload_server_certificate(
            ServerCertificateName="shop", CertificateBody=certificate.read(), PrivateKey=key.read())
    elb.create_load_balancer(LoadBalancerName=NAME, AvailabilityZones=["us-east-1a"], Listeners=[
        {"Protocol": "HTTPS", "LoadBalancerPort": 8443, "InstanceProtocol": "HTTP", "InstancePort": int(PORT),
         "SSLCertificateId": kept["ServerCertificateMetadata"]["Arn"]}])
    elb.register_instances_with_load_balancer(LoadBalancerName=NAME, Instances=[{"InstanceId": "i-one"}])

assert [each["ServerCertificateName"] for each in iam.list_server_certificates()["ServerCertificateMetadataList"]] == ["shop"]
until = time.monotonic() + LIMIT_SECONDS
while answered() != "i-one":
    assert time.monotonic() < until, answered()
    time.sleep(0.1)
