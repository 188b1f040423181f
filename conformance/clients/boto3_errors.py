"""What each of the 29 actions says to who asks wrongly, through boto3 as released.

Usage: boto3_errors.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT OTHER_ACCESS_KEY OTHER_SECRET

The first key's account has the instance i-one in us-east-1a and may have three load balancers, the other's has nothing.
Prints each action with each error that botocore's model promises of it and that it has answered here, a line each.
Ends with status 0 when everything was as boto3 promises its users, else with an error that says what was not.
"""

import os
import socket
import subprocess
import sys
import tempfile

import boto3
import botocore.exceptions
from botocore.config import Config

ENDPOINT, KEY, SECRET, PORT, OTHER_KEY, OTHER_SECRET = sys.argv[1:]
PORT = int(PORT)
NAME = "my-lb"
ZONE = "us-east-1a"
LISTENER = {"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": PORT}
CERTIFICATE = "arn:aws:iam::123456789012:server-certificate/nobody"


def client(key=KEY, secret=SECRET, region="us-east-1", service="elb"):
    return boto3.client(service, region_name=region, endpoint_url=ENDPOINT, aws_access_key_id=key,
                        aws_secret_access_key=secret,
                        config=Config(retries={"max_attempts": 0}, parameter_validation=False))


elb = client()
other = client(OTHER_KEY, OTHER_SECRET)

# Every action with arguments that are right for the load balancer NAME.
ACTIONS = {
    "AddTags": {"LoadBalancerNames": [NAME], "Tags": [{"Key": "k", "Value": "v"}]},
    "ApplySecurityGroupsToLoadBalancer": {"SecurityGroups": ["sg-1"]},
    "AttachLoadBalancerToSubnets": {"Subnets": ["subnet-1"]},
    "ConfigureHealthCheck": {"HealthCheck": {"Target": "TCP:8080", "Interval": 30, "Timeout": 5,
                                             "UnhealthyThreshold": 2, "HealthyThreshold": 10}},
    "CreateAppCookieStickinessPolicy": {"PolicyName": "app", "CookieName": "c"},
    "CreateLBCookieStickinessPolicy": {"PolicyName": "lb"},
    "CreateLoadBalancer": {"Listeners": [LISTENER], "AvailabilityZones": [ZONE]},
    "CreateLoadBalancerListeners": {"Listeners": [dict(LISTENER, LoadBalancerPort=81)]},
    "CreateLoadBalancerPolicy": {"PolicyName": "proxy", "PolicyTypeName": "ProxyProtocolPolicyType",
                                 "PolicyAttributes": [{"AttributeName": "ProxyProtocol", "AttributeValue": "true"}]},
    "DeleteLoadBalancer": {},
    "DeleteLoadBalancerListeners": {"LoadBalancerPorts": [81]},
    "DeleteLoadBalancerPolicy": {"PolicyName": "proxy"},
    "DeregisterInstancesFromLoadBalancer": {"Instances": [{"InstanceId": "i-one"}]},
    "DescribeAccountLimits": {},
    "DescribeInstanceHealth": {},
    "DescribeLoadBalancerAttributes": {},
    "DescribeLoadBalancerPolicies": {},
    "DescribeLoadBalancerPolicyTypes": {},
    "DescribeLoadBalancers": {"LoadBalancerNames": [NAME]},
    "DescribeTags": {"LoadBalancerNames": [NAME]},
    "DetachLoadBalancerFromSubnets": {"Subnets": ["subnet-1"]},
    "DisableAvailabilityZonesForLoadBalancer": {"AvailabilityZones": [ZONE]},
    "EnableAvailabilityZonesForLoadBalancer": {"AvailabilityZones": [ZONE]},
    "ModifyLoadBalancerAttributes": {"LoadBalancerAttributes": {"CrossZoneLoadBalancing": {"Enabled": True}}},
    "RegisterInstancesWithLoadBalancer": {"Instances": [{"InstanceId": "i-one"}]},
    "RemoveTags": {"LoadBalancerNames": [NAME], "Tags": [{"Key": "k"}]},
    "SetLoadBalancerListenerSSLCertificate": {"LoadBalancerPort": 80, "SSLCertificateId": CERTIFICATE},
    "SetLoadBalancerPoliciesForBackendServer": {"InstancePort": PORT, "PolicyNames": []},
    "SetLoadBalancerPoliciesOfListener": {"LoadBalancerPort": 80, "PolicyNames": []},
}
# What the model promises and nothing here answers: subnets and security groups are labels, of which any will do.
NEVER = {
    ("ApplySecurityGroupsToLoadBalancer", "InvalidConfigurationRequest"),
    ("ApplySecurityGroupsToLoadBalancer", "InvalidSecurityGroup"),
    ("AttachLoadBalancerToSubnets", "InvalidConfigurationRequest"),
    ("AttachLoadBalancerToSubnets", "InvalidSubnet"),
    ("AttachLoadBalancerToSubnets", "SubnetNotFound"),
    ("CreateLoadBalancer", "InvalidSecurityGroup"),
    ("CreateLoadBalancer", "InvalidSubnet"),
    ("CreateLoadBalancer", "OperationNotPermitted"),
    ("CreateLoadBalancer", "SubnetNotFound"),
    ("DescribeLoadBalancerAttributes", "LoadBalancerAttributeNotFound"),
    ("DescribeLoadBalancers", "DependencyThrottle"),
    ("DetachLoadBalancerFromSubnets", "InvalidConfigurationRequest"),
    ("SetLoadBalancerListenerSSLCertificate", "UnsupportedProtocol"),
}
# These are about no load balancer that must be there.
WITHOUT = {"CreateLoadBalancer", "DeleteLoadBalancer", "DescribeAccountLimits", "DescribeLoadBalancerPolicyTypes"}


def arguments(action, name=NAME):
    given = dict(ACTIONS[action])
    if "LoadBalancerNames" in given:
        given["LoadBalancerNames"] = [name]
    elif "LoadBalancerName" in elb.meta.service_model.operation_model(action).input_shape.members:
        given["LoadBalancerName"] = name
    return given


def call(who, action, given):
    method = next(name for name, known in who.meta.method_to_api_mapping.items() if known == action)
    return getattr(who, method)(**given)


answered = set()


def refused(code, who, action, given):
    try:
        call(who, action, given)
    except botocore.exceptions.ClientError as error:
        said = error.response["Error"]
        assert said["Code"] == code, (action, given, error.response)
        assert said["Message"] and said["Type"] == "Sender", (action, error.response)
        assert error.response["ResponseMetadata"]["RequestId"], (action, error.response)
        answered.add((action, code))
        return said["Message"]
    raise AssertionError("%s: expected %s for %s" % (action, code, given))


def is_refused(code, action, **changed):
    refused(code, elb, action, dict(arguments(action), **changed))


def every_action_is_known():
    assert set(ACTIONS) == set(elb.meta.service_model.operation_names), set(ACTIONS)


def who_may_ask(action):
    given = arguments(action)
    refused("InvalidClientTokenId", client(key="AKIDNOBODY"), action, given)
    refused("SignatureDoesNotMatch", client(secret="wrong"), action, given)
    refused("SignatureDoesNotMatch", client(region="nowhere-1"), action, given)


def another_accounts_look_unknown(action):
    unknown = refused("LoadBalancerNotFound", other, action, arguments(action, "never-made"))
    others = refused("LoadBalancerNotFound", other, action, arguments(action))
    assert others.replace(NAME, "never-made") == unknown, (action, others, unknown)
    if "AvailabilityZones" not in ACTIONS[action]:
        refused("LoadBalancerNotFound", client(region="eu-west-1"), action, arguments(action))


def what_is_required(action):
    shape = elb.meta.service_model.operation_model(action).input_shape
    for name in shape.required_members:
        given = arguments(action)
        empty = given.pop(name)
        if empty != []:
            refused("ValidationError", elb, action, given)


def limits():
    for name in ["", "-a", "a-", "a" * 33, "a_b", "ä"]:
        is_refused("ValidationError", "CreateLoadBalancer", LoadBalancerName=name)
    is_refused("DuplicateLoadBalancerName", "CreateLoadBalancer", Listeners=[dict(LISTENER, InstancePort=1)])
    is_refused("ValidationError", "CreateLoadBalancer", LoadBalancerName="b", AvailabilityZones=["us-east-9z"])
    is_refused("UnsupportedProtocol", "CreateLoadBalancer", LoadBalancerName="b", Listeners=[dict(LISTENER, Protocol="UDP")])
    is_refused("TooManyTags", "CreateLoadBalancer", LoadBalancerName="b", Tags=[{"Key": str(n)} for n in range(11)])
    is_refused("DuplicateTagKeys", "CreateLoadBalancer", LoadBalancerName="b", Tags=[{"Key": "k"}, {"Key": "k"}])
    is_refused("InvalidScheme", "CreateLoadBalancer", LoadBalancerName="b", Scheme="hidden")
    is_refused("CertificateNotFound", "CreateLoadBalancer", LoadBalancerName="b",
               Listeners=[dict(LISTENER, Protocol="HTTPS", SSLCertificateId=CERTIFICATE)])
    for port in [0, 65536, -1, "x"]:
        is_refused("ValidationError", "CreateLoadBalancerListeners", Listeners=[dict(LISTENER, LoadBalancerPort=port)])
        is_refused("ValidationError", "CreateLoadBalancerListeners", Listeners=[dict(LISTENER, InstancePort=port)])
    is_refused("UnsupportedProtocol", "CreateLoadBalancerListeners", Listeners=[dict(LISTENER, Protocol="UDP")])
    is_refused("DuplicateListener", "CreateLoadBalancerListeners", Listeners=[dict(LISTENER, InstancePort=1)])
    is_refused("CertificateNotFound", "CreateLoadBalancerListeners",
               Listeners=[dict(LISTENER, LoadBalancerPort=443, Protocol="HTTPS", SSLCertificateId=CERTIFICATE)])
    is_refused("InvalidConfigurationRequest", "SetLoadBalancerListenerSSLCertificate")
    is_refused("ListenerNotFound", "SetLoadBalancerPoliciesOfListener", LoadBalancerPort=4711)
    is_refused("ListenerNotFound", "SetLoadBalancerListenerSSLCertificate", LoadBalancerPort=4711)
    is_refused("PolicyNotFound", "SetLoadBalancerPoliciesOfListener", PolicyNames=["nobody"])
    is_refused("PolicyNotFound", "SetLoadBalancerPoliciesForBackendServer", PolicyNames=["nobody"])
    is_refused("PolicyNotFound", "DescribeLoadBalancerPolicies", PolicyNames=["nobody"])
    is_refused("PolicyTypeNotFound", "DescribeLoadBalancerPolicyTypes", PolicyTypeNames=["nobody"])
    is_refused("PolicyTypeNotFound", "CreateLoadBalancerPolicy", PolicyTypeName="nobody")
    is_refused("InvalidConfigurationRequest", "CreateLoadBalancerPolicy", PolicyAttributes=[])
    is_refused("ValidationError", "CreateLoadBalancerPolicy", PolicyName="a" * 129)
    is_refused("InvalidConfigurationRequest", "CreateLBCookieStickinessPolicy", CookieExpirationPeriod=-1)
    for name in ["a b", "a;b", "é", "a\r\nb", "AWSELB", "a" * 257]:
        is_refused("InvalidConfigurationRequest", "CreateAppCookieStickinessPolicy", CookieName=name)
    for kind, given in [("ProxyProtocolPolicyType", [("ProxyProtocol", "maybe")]),
                        ("ProxyProtocolPolicyType", [("ProxyProtocol", "true"), ("ProxyProtocol", "false")]),
                        ("AppCookieStickinessPolicyType", [("CookieName", "a;b")]),
                        ("PublicKeyPolicyType", [("PublicKey", "bm8ga2V5")]),
                        ("PublicKeyPolicyType", [("PublicKey", "no base64!")]),
                        ("BackendServerAuthenticationPolicyType", [])]:
        is_refused("InvalidConfigurationRequest", "CreateLoadBalancerPolicy", PolicyTypeName=kind,
                   PolicyAttributes=[{"AttributeName": name, "AttributeValue": value} for name, value in given])
    elb.create_load_balancer_policy(**arguments("CreateLoadBalancerPolicy"))
    is_refused("DuplicatePolicyName", "CreateLoadBalancerPolicy")
    elb.delete_load_balancer_policy(LoadBalancerName=NAME, PolicyName="proxy")
    is_refused("InvalidInstance", "RegisterInstancesWithLoadBalancer", Instances=[{"InstanceId": "i-nobody"}])
    is_refused("InvalidInstance", "DescribeInstanceHealth", Instances=[{"InstanceId": "i-one"}])
    is_refused("InvalidInstance", "DeregisterInstancesFromLoadBalancer", Instances=[{"InstanceId": "i-one"}])
    check = ACTIONS["ConfigureHealthCheck"]["HealthCheck"]
    for wrong in [{"Interval": 4}, {"Interval": 601}, {"Timeout": 1}, {"Timeout": 61}, {"Timeout": 30},
                  {"UnhealthyThreshold": 1}, {"UnhealthyThreshold": 11}, {"HealthyThreshold": 1},
                  {"HealthyThreshold": 11}, {"Target": "TCP:0"}, {"Target": "HTTP:80"}, {"Target": "UDP:1"},
                  {"Target": "HTTP:80/" + "a" * 1100}]:
        is_refused("ValidationError", "ConfigureHealthCheck", HealthCheck=dict(check, **wrong))
    is_refused("TooManyTags", "AddTags", Tags=[{"Key": str(n)} for n in range(11)])
    is_refused("DuplicateTagKeys", "AddTags", Tags=[{"Key": "k"}, {"Key": "k"}])
    is_refused("ValidationError", "AddTags", Tags=[{"Key": "k" * 129}])
    is_refused("ValidationError", "AddTags", Tags=[{"Key": "k", "Value": "v" * 257}])
    is_refused("ValidationError", "DescribeTags", LoadBalancerNames=[NAME] * 21)
    named = refused("LoadBalancerNotFound", elb, "DescribeLoadBalancers", {"LoadBalancerNames": [NAME, "never-made"]})
    assert "never-made" in named, named
    is_refused("ValidationError", "DescribeLoadBalancers", PageSize=0)
    is_refused("ValidationError", "DescribeLoadBalancers", PageSize=401)
    for wrong in [{"ConnectionSettings": {"IdleTimeout": 0}}, {"ConnectionSettings": {"IdleTimeout": 4001}},
                  {"ConnectionDraining": {"Enabled": True, "Timeout": 3601}}]:
        is_refused("ValidationError", "ModifyLoadBalancerAttributes", LoadBalancerAttributes=wrong)


def policies_in_use():
    elb.create_lb_cookie_stickiness_policy(LoadBalancerName=NAME, PolicyName="lb")
    elb.create_load_balancer_policy(**arguments("CreateLoadBalancerPolicy"))
    is_refused("DuplicatePolicyName", "CreateLBCookieStickinessPolicy")
    is_refused("DuplicatePolicyName", "CreateAppCookieStickinessPolicy", PolicyName="lb")
    is_refused("InvalidConfigurationRequest", "SetLoadBalancerPoliciesForBackendServer", PolicyNames=["lb"])
    is_refused("InvalidConfigurationRequest", "SetLoadBalancerPoliciesForBackendServer", InstancePort=4711,
               PolicyNames=["proxy"])
    is_refused("InvalidConfigurationRequest", "SetLoadBalancerPoliciesOfListener", PolicyNames=["proxy"])
    elb.set_load_balancer_policies_of_listener(LoadBalancerName=NAME, LoadBalancerPort=80, PolicyNames=["lb"])
    is_refused("InvalidConfigurationRequest", "DeleteLoadBalancerPolicy", PolicyName="lb")
    elb.set_load_balancer_policies_of_listener(LoadBalancerName=NAME, LoadBalancerPort=80, PolicyNames=[])
    for name in ("lb", "proxy"):
        elb.delete_load_balancer_policy(LoadBalancerName=NAME, PolicyName=name)


def a_certificate_that_is_not_there():
    with tempfile.TemporaryDirectory() as directory:
        key, certificate = os.path.join(directory, "key"), os.path.join(directory, "certificate")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=shop",
                        "-keyout", key, "-out", certificate], check=True, stderr=subprocess.DEVNULL)
        kept = client(service="iam").upload_server_certificate(
            ServerCertificateName="shop", PrivateKey=open(key).read(), CertificateBody=open(certificate).read())
    elb.create_load_balancer_listeners(LoadBalancerName=NAME, Listeners=[
        dict(LISTENER, Protocol="HTTPS", LoadBalancerPort=443,
             SSLCertificateId=kept["ServerCertificateMetadata"]["Arn"])])
    is_refused("CertificateNotFound", "SetLoadBalancerListenerSSLCertificate", LoadBalancerPort=443)
    elb.delete_load_balancer_listeners(LoadBalancerName=NAME, LoadBalancerPorts=[443])
    elb.delete_load_balancer_policy(LoadBalancerName=NAME, PolicyName="ELBSecurityPolicy-2016-08")


def the_last_zone():
    is_refused("InvalidConfigurationRequest", "DisableAvailabilityZonesForLoadBalancer")


def attributes_that_cannot_be():
    for code, wrong in (("InvalidConfigurationRequest", {"AccessLog": {"Enabled": True}}),
                        ("LoadBalancerAttributeNotFound", {"AdditionalAttributes": [{"Key": "nobody", "Value": "x"}]})):
        is_refused(code, "ModifyLoadBalancerAttributes", LoadBalancerAttributes=wrong)
    for wrong in [{"S3BucketName": "No Bucket"}, {"S3BucketName": "logs", "S3BucketPrefix": "../up"}]:
        is_refused("InvalidConfigurationRequest", "ModifyLoadBalancerAttributes",
                   LoadBalancerAttributes={"AccessLog": dict(wrong, Enabled=False)})


def another_version():
    """Clients of the later load balancers have actions of the same names, and would take the answer for an empty list."""
    later = client(service="elbv2")
    try:
        later.describe_load_balancers()
        raise AssertionError("answered")
    except botocore.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == "InvalidAction", error.response
        assert later.meta.service_model.api_version in error.response["Error"]["Message"], error.response


def a_port_that_is_taken():
    # Somebody else has the port on every address of this machine, the load balancer's among them.
    with socket.create_server(("0.0.0.0", 0)) as other_program:
        taken = dict(LISTENER, LoadBalancerPort=other_program.getsockname()[1])
        is_refused("InvalidConfigurationRequest", "CreateLoadBalancer", LoadBalancerName="b", Listeners=[taken])
        is_refused("InvalidConfigurationRequest", "CreateLoadBalancerListeners", Listeners=[taken])
        elb.delete_load_balancer_listeners(LoadBalancerName=NAME, LoadBalancerPorts=[taken["LoadBalancerPort"]])


def as_many_as_there_may_be():
    for name in ("many", "third"):
        elb.create_load_balancer(**arguments("CreateLoadBalancer", name))
    is_refused("TooManyLoadBalancers", "CreateLoadBalancer", LoadBalancerName="fourth")
    for number in range(100):
        elb.create_lb_cookie_stickiness_policy(LoadBalancerName="many", PolicyName="p%d" % number)
    is_refused("TooManyPolicies", "CreateLBCookieStickinessPolicy", LoadBalancerName="many")
    is_refused("TooManyPolicies", "CreateAppCookieStickinessPolicy", LoadBalancerName="many")
    is_refused("TooManyPolicies", "CreateLoadBalancerPolicy", LoadBalancerName="many")
    for name in ("many", "third"):
        elb.delete_load_balancer(LoadBalancerName=name)


def all_that_is_promised_was_answered():
    promised = {(action, shape.metadata.get("error", {}).get("code", shape.name))
                for action in ACTIONS for shape in elb.meta.service_model.operation_model(action).error_shapes}
    assert NEVER <= promised, NEVER - promised
    assert not NEVER & answered, NEVER & answered
    assert promised - NEVER <= answered, sorted(promised - NEVER - answered)
    for action, code in sorted(promised & answered):
        print(action, code)


def nothing_changed(before):
    after = elb.describe_load_balancers()["LoadBalancerDescriptions"]
    assert after == before, (before, after)


elb.create_load_balancer(**arguments("CreateLoadBalancer"))
before = elb.describe_load_balancers()["LoadBalancerDescriptions"]
every_action_is_known()
for name in sorted(ACTIONS):
    what_is_required(name)
    if name not in WITHOUT:
        another_accounts_look_unknown(name)
who_may_ask("DescribeLoadBalancers")
who_may_ask("DeleteLoadBalancer")
limits()
policies_in_use()
a_certificate_that_is_not_there()
the_last_zone()
attributes_that_cannot_be()
another_version()
a_port_that_is_taken()
as_many_as_there_may_be()
nothing_changed(before)
all_that_is_promised_was_answered()
