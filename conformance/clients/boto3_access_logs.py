"""Access logs of classic load balancers in buckets of S3, through boto3, as released.

Usage: boto3_access_logs.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT S3 DIRECTORY STEP

The inventory has i-one in us-east-1a, answering HTTP on INSTANCE_PORT with its id. S3 is the address of a store; the bucket
shop-logs in it is the account's, and so would be missing-123456789012, which is not there; others is another account's and
steelyard the operator's. DIRECTORY has shop.crt and shop.key. Logs are delivered every two seconds. Steps:

  buckets    makes the buckets
  lines      asserts what boto3 promises of access logs, and every kind of line, up to where it is delivered
  make       makes the load balancer "kept" with a log, and prints where it is
  show       prints the lines of all logs of "kept"; asserts that each object has a name of AWS's form
  delete     deletes "kept"
  without    asserts what a service without S3 says

Ends with status 0 when everything was as boto3 promises its users, else with an error that says what was not.
"""

import http.client
import os
import re
import socket
import ssl
import sys
import time

import boto3
import botocore.exceptions
from botocore.config import Config

ENDPOINT, KEY, SECRET, PORT, S3, DIRECTORY, STEP = sys.argv[1:]
PORT = int(PORT)
ACCOUNT = "123456789012"
BUCKET = "shop-logs"


def client(service):
    return boto3.client(service, region_name="us-east-1", endpoint_url=ENDPOINT, aws_access_key_id=KEY,
                        aws_secret_access_key=SECRET, config=Config(retries={"max_attempts": 0}))


elb = client("elb")
s3 = boto3.client("s3", region_name="us-east-1", endpoint_url=S3, aws_access_key_id="admin:logs",
                  aws_secret_access_key="secret", config=Config(s3={"addressing_style": "path"}))


def refused(code, message, call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        assert re.search(message, error.response["Error"]["Message"]), error.response
        return
    raise AssertionError("expected " + code)


def log(name, **access_log):
    elb.modify_load_balancer_attributes(LoadBalancerName=name, LoadBalancerAttributes={"AccessLog": access_log})


def shown(name):
    return elb.describe_load_balancer_attributes(LoadBalancerName=name)["LoadBalancerAttributes"]["AccessLog"]


def make(name, listeners):
    host = elb.create_load_balancer(LoadBalancerName=name, AvailabilityZones=["us-east-1a"],
                                    Listeners=listeners)["DNSName"]
    elb.configure_health_check(LoadBalancerName=name, HealthCheck={
        "Target": "TCP:%d" % PORT, "Interval": 5, "Timeout": 2, "UnhealthyThreshold": 2, "HealthyThreshold": 2})
    elb.register_instances_with_load_balancer(LoadBalancerName=name, Instances=[{"InstanceId": "i-one"}])
    eventually(lambda: elb.describe_instance_health(LoadBalancerName=name)["InstanceStates"][0]["State"] == "InService")
    return host


def listener(port, protocol, **more):
    return dict(Protocol=protocol, LoadBalancerPort=port, InstancePort=PORT,
                InstanceProtocol="HTTP" if protocol.startswith("HTTP") else "TCP", **more)


def eventually(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "not within a minute"
        time.sleep(0.2)


def objects(bucket, prefix=""):
    pages = s3.get_paginator("list_objects").paginate(Bucket=bucket, Prefix=prefix)
    return [each["Key"] for page in pages for each in page.get("Contents", [])]


def text(key, bucket=BUCKET):
    return s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode("ascii")


def delivered(name, prefix):
    """The lines of all logs of a load balancer, whose keys are as AWS documents them."""
    form = (re.escape(prefix) + "AWSLogs/" + ACCOUNT + r"/elasticloadbalancing/us-east-1/(\d{4})/(\d\d)/(\d\d)/" + ACCOUNT
            + r"_elasticloadbalancing_us-east-1_([A-Za-z0-9-]+)_(\d{4})(\d\d)(\d\d)T\d{4}Z_127\.\d+\.\d+\.\d+_[a-z0-9]{8}\.log")
    lines = []
    for key in objects(BUCKET, prefix + "AWSLogs/"):
        if key.endswith("/ELBAccessLogTestFile"):
            continue
        found = re.fullmatch(form, key)
        assert found and found.groups()[:3] == found.groups()[4:], key
        if found.group(4) == name:
            content = text(key)
            assert content.endswith("\n"), key
            lines += content.splitlines()
    return lines


def get(host, port, path, secure=False, **headers):
    context = ssl._create_unverified_context()
    connection = (http.client.HTTPSConnection(host, port, timeout=20, context=context) if secure
                  else http.client.HTTPConnection(host, port, timeout=20))
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, len(body)


def talk(host, port, octets):
    """A connection that is not HTTP to the load balancer, though the instance thinks so; how much came back."""
    with socket.create_connection((host, port), timeout=20) as stream:
        stream.sendall(octets)
        got = b""
        while True:
            more = stream.recv(4096)
            if not more:
                return len(got)
            got += more


def one(lines, pattern):
    found = [line for line in lines if re.fullmatch(pattern, line)]
    assert len(found) == 1, (pattern, lines)


def step_buckets():
    for bucket in [BUCKET, "others", "steelyard"]:
        s3.create_bucket(Bucket=bucket)


def step_without():
    make("without", [listener(80 if os.getuid() == 0 else 8080, "HTTP")])
    refused("InvalidConfigurationRequest", "no S3", log, name="without", Enabled=True, S3BucketName=BUCKET)
    assert shown("without") == {"Enabled": False}
    elb.delete_load_balancer(LoadBalancerName="without")


def refusals(name):
    denied = "^Access Denied for bucket: %s. Please check S3bucket permission$"
    for bucket in ["others", "steelyard", "nobodys", "missing-" + ACCOUNT]:
        refused("InvalidConfigurationRequest", denied % bucket, log, name=name, Enabled=True, S3BucketName=bucket)
    refused("InvalidConfigurationRequest", "S3BucketName", log, name=name, Enabled=True)
    refused("InvalidConfigurationRequest", "S3BucketName", log, name=name, Enabled=True, S3BucketName="../" + BUCKET)
    for prefix in ["a/../../b", "AWSLogs", "/a", "a b"]:
        refused("InvalidConfigurationRequest", "S3BucketPrefix", log, name=name, Enabled=True, S3BucketName=BUCKET,
                S3BucketPrefix=prefix)
    refused("InvalidConfigurationRequest", "5 or 60", log, name=name, Enabled=True, S3BucketName=BUCKET, EmitInterval=7)
    refused("LoadBalancerNotFound", "", log, name="nobody", Enabled=True, S3BucketName=BUCKET)
    assert shown(name) == {"Enabled": False}
    assert objects(BUCKET) == objects("others") == objects("steelyard") == []


def step_lines():
    iam = client("iam")
    arn = iam.upload_server_certificate(
        ServerCertificateName="shop", CertificateBody=open(os.path.join(DIRECTORY, "shop.crt")).read(),
        PrivateKey=open(os.path.join(DIRECTORY, "shop.key")).read())["ServerCertificateMetadata"]["Arn"]
    host = make("my-lb", [listener(8080, "HTTP"), listener(8081, "TCP"),
                          listener(8443, "HTTPS", SSLCertificateId=arn), listener(8444, "SSL", SSLCertificateId=arn)])
    refusals("my-lb")
    assert get(host, 8080, "/before") == (200, 5)

    log("my-lb", Enabled=True, S3BucketName=BUCKET, S3BucketPrefix="my-app/prod", EmitInterval=5)
    assert shown("my-lb") == {"Enabled": True, "S3BucketName": BUCKET, "S3BucketPrefix": "my-app/prod", "EmitInterval": 5}
    assert objects(BUCKET) == ["my-app/prod/AWSLogs/" + ACCOUNT + "/ELBAccessLogTestFile"]
    assert text(objects(BUCKET)[0]).startswith("Enable AccessLog for ELB: my-lb at ")

    assert get(host, 8080, "/plain?a=b", **{"User-Agent": 'curl/7 "quoted"\\'}) == (200, 5)
    assert get(host, 8443, "/secure", secure=True, Host="www.example.com") == (200, 5)
    asked = b"GET /tcp HTTP/1.0\r\n\r\n"
    back = talk(host, 8081, asked)
    with ssl._create_unverified_context().wrap_socket(socket.create_connection((host, 8444), timeout=20)) as stream:
        stream.sendall(asked)
        while stream.recv(4096):
            pass
    eventually(lambda: len(delivered("my-lb", "my-app/prod/")) >= 4)

    lines = delivered("my-lb", "my-app/prod/")
    stamp = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z my-lb 127\.0\.0\.1:\d+ 127\.20\.\d+\.1:%d " % PORT
    times = r"\d+\.\d{6} \d+\.\d{6} \d+\.\d{6} "
    one(lines, stamp + times + r'200 200 0 5 "GET http://%s:8080/plain\?a=b HTTP/1\.1" "curl/7 \\"quoted\\"\\\\" - -'
        % re.escape(host))
    one(lines, stamp + times + r'200 200 0 5 "GET https://www\.example\.com:8443/secure HTTP/1\.1" "-"'
        r' ECDHE-RSA-AES\d+-GCM-SHA\d+ TLSv1\.2')
    one(lines, stamp + times + r'- - %d %d "- - - " "-" - -' % (len(asked), back))
    one(lines, stamp + times + r'- - %d %d "- - - " "-" ECDHE-RSA-AES\d+-GCM-SHA\d+ TLSv1\.2' % (len(asked), back))
    assert len(lines) == 4, lines

    # Where it goes may change, and what is switched off goes where it went before.
    log("my-lb", Enabled=True, S3BucketName=BUCKET, S3BucketPrefix="", EmitInterval=60)
    assert shown("my-lb")["S3BucketPrefix"] == "" and shown("my-lb")["EmitInterval"] == 60
    assert get(host, 8080, "/last") == (200, 5)
    log("my-lb", Enabled=False, S3BucketName="others")
    assert shown("my-lb") == {"Enabled": False, "S3BucketName": "others", "S3BucketPrefix": "", "EmitInterval": 60}
    assert get(host, 8080, "/off") == (200, 5)
    eventually(lambda: len(delivered("my-lb", "")) == 1)
    assert "/last HTTP/1.1" in delivered("my-lb", "")[0]
    log("my-lb", Enabled=True, S3BucketName=BUCKET)
    assert shown("my-lb") == {"Enabled": True, "S3BucketName": BUCKET, "S3BucketPrefix": "", "EmitInterval": 60}
    elb.delete_load_balancer(LoadBalancerName="my-lb")
    assert len(delivered("my-lb", "my-app/prod/")) == 4
    assert objects("others") == []


def step_make():
    host = make("kept", [listener(8080, "HTTP")])
    log("kept", Enabled=True, S3BucketName=BUCKET, S3BucketPrefix="kept", EmitInterval=5)
    print(host)


def step_show():
    print("\n".join(delivered("kept", "kept/")))


def step_delete():
    elb.delete_load_balancer(LoadBalancerName="kept")


globals()["step_" + STEP]()
