"""What users of classic load balancers ask of STS, EC2 and Auto Scaling, through boto3 as released.

Usage: boto3_beside.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT

The inventory is as boto3_elb.py says.
"""

import sys
import urllib.error
import urllib.request

import boto3
import botocore.exceptions
from botocore.config import Config

ENDPOINT, KEY, SECRET, PORT = sys.argv[1:]
PORT = int(PORT)
ACCOUNT = "123456789012"


def client(service, key=KEY, region="us-east-1"):
    return boto3.client(service, region_name=region, endpoint_url=ENDPOINT, aws_access_key_id=key,
                        aws_secret_access_key=SECRET, config=Config(retries={"max_attempts": 0}))


elb, scaling, ec2, sts = (client(service) for service in ("elb", "autoscaling", "ec2", "sts"))


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
    else:
        raise AssertionError("expected " + code)


def identity():
    who = sts.get_caller_identity()
    assert (who["Account"], who["UserId"], who["Arn"]) == (ACCOUNT, ACCOUNT, "arn:aws:iam::%s:root" % ACCOUNT), who
    # Many clients sign for this region, whatever theirs is.
    assert client("sts", region="eu-west-1").get_caller_identity()["Account"] == ACCOUNT
    refused("InvalidClientTokenId", client("sts", key="AKIDNOBODY").get_caller_identity)
    refused("SignatureDoesNotMatch", client("ec2", region="eu-west-1").describe_regions)
    refused("SignatureDoesNotMatch", client("sns").list_topics)


def compute():
    assert [region["RegionName"] for region in ec2.describe_regions()["Regions"]] == ["us-east-1"]
    zones = ec2.describe_availability_zones()["AvailabilityZones"]
    assert [(zone["ZoneName"], zone["State"]) for zone in zones] == [
        ("us-east-1a", "available"), ("us-east-1b", "available")], zones

    def ids(**arguments):
        pages = ec2.get_paginator("describe_instances").paginate(**arguments)
        return [each["InstanceId"] for page in pages for reservation in page["Reservations"]
                for each in reservation["Instances"]]

    assert ids() == ["i-one", "i-three", "i-two"], ids()
    assert ids(InstanceIds=["i-two"]) == ["i-two"]
    assert ids(Filters=[{"Name": "availability-zone", "Values": ["us-east-1b", "us-east-1c"]}]) == ["i-three"]
    assert ids(Filters=[{"Name": "instance-state-name", "Values": ["stopped"]}]) == []
    refused("InvalidInstanceID.NotFound", ec2.describe_instances, InstanceIds=["i-nobody"])
    refused("InvalidParameterValue", ec2.describe_instances, Filters=[{"Name": "colour", "Values": ["red"]}])
    refused("MissingParameter", ec2.describe_instances, Filters=[{"Values": ["red"]}])
    refused("InvalidAction", ec2.run_instances, MinCount=1, MaxCount=1)
    ec2.get_waiter("instance_running").wait(InstanceIds=["i-one"])
    assert ec2.describe_network_interfaces()["NetworkInterfaces"] == []


def groups():
    for name in ("one", "two"):
        elb.create_load_balancer(LoadBalancerName=name, AvailabilityZones=["us-east-1a"], Listeners=[
            {"Protocol": "HTTP", "LoadBalancerPort": 8080, "InstancePort": PORT}])
    launch = dict(LaunchConfigurationName="launch", ImageId="ami-1", InstanceType="m1.small")
    scaling.create_launch_configuration(**launch)
    refused("AlreadyExists", scaling.create_launch_configuration, **launch)
    group = dict(AutoScalingGroupName="web", LaunchConfigurationName="launch", MinSize=0, MaxSize=4,
                 AvailabilityZones=["us-east-1a"], LoadBalancerNames=["one"])
    for wrong in (dict(LaunchConfigurationName="nobody"), dict(LoadBalancerNames=["nobody"]), dict(MinSize=5),
                  dict(DesiredCapacity=5), dict(AvailabilityZones=["us-east-1z"]), dict(AutoScalingGroupName="a:b"),
                  dict(HealthCheckType="NONE")):
        refused("ValidationError", scaling.create_auto_scaling_group, **dict(group, **wrong))
    scaling.create_auto_scaling_group(**group)
    scaling.create_auto_scaling_group(**dict(group, AutoScalingGroupName="another", LoadBalancerNames=[]))
    pages = scaling.get_paginator("describe_auto_scaling_groups").paginate(PaginationConfig={"PageSize": 1})
    seen = [[each["AutoScalingGroupName"] for each in page["AutoScalingGroups"]] for page in pages]
    assert seen == [["another"], ["web"]], seen

    def shown():
        return scaling.describe_auto_scaling_groups(AutoScalingGroupNames=["web"])["AutoScalingGroups"][0]

    assert (shown()["HealthCheckType"], shown()["DefaultCooldown"]) == ("EC2", 300), shown()
    scaling.attach_load_balancers(AutoScalingGroupName="web", LoadBalancerNames=["two"])
    refused("ValidationError", scaling.attach_load_balancers, AutoScalingGroupName="web", LoadBalancerNames=["nobody"])
    refused("ValidationError", scaling.attach_load_balancers, AutoScalingGroupName="nobody", LoadBalancerNames=["two"])
    assert shown()["LoadBalancerNames"] == ["one", "two"], shown()
    attached = scaling.describe_load_balancers(AutoScalingGroupName="web")["LoadBalancers"]
    assert [each["LoadBalancerName"] for each in attached] == ["one", "two"], attached
    scaling.detach_load_balancers(AutoScalingGroupName="web", LoadBalancerNames=["one"])
    assert shown()["LoadBalancerNames"] == ["two"], shown()
    scaling.update_auto_scaling_group(AutoScalingGroupName="web", MaxSize=2, DefaultCooldown=10)
    assert (shown()["MaxSize"], shown()["DefaultCooldown"], shown()["DesiredCapacity"]) == (2, 10, 0), shown()
    refused("ValidationError", scaling.set_desired_capacity, AutoScalingGroupName="web", DesiredCapacity=3)
    scaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=2)
    assert shown()["DesiredCapacity"] == 2
    # A load balancer that is gone keeps nobody from changing the group.
    elb.delete_load_balancer(LoadBalancerName="two")
    scaling.update_auto_scaling_group(AutoScalingGroupName="web", MinSize=1)
    for name in ("web", "another"):
        scaling.delete_auto_scaling_group(AutoScalingGroupName=name, ForceDelete=True)
    assert scaling.describe_auto_scaling_groups()["AutoScalingGroups"] == []
    scaling.delete_launch_configuration(LaunchConfigurationName="launch")


def strangers():
    """Who is not known is told so in the words of the service that was asked."""
    for service, call in (("elb", "describe_load_balancers"), ("autoscaling", "describe_auto_scaling_groups"),
                          ("ec2", "describe_instances"), ("sts", "get_caller_identity"), ("iam", "list_server_certificates")):
        refused("AuthFailure" if service == "ec2" else "InvalidClientTokenId",
                getattr(client(service, key="AKIDNOBODY"), call))
    for query, root in (("Action=DescribeInstances&Version=2016-11-15", "<Response><Errors><Error><Code>"),
                        ("Action=ListServerCertificates&Version=2010-05-08",
                         '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error>'),
                        ("Action=DescribeLoadBalancers&Version=2012-06-01",
                         '<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2012-06-01/"><Error>')):
        try:
            urllib.request.urlopen(ENDPOINT + "/?" + query, timeout=10)
        except urllib.error.HTTPError as error:
            answer = error.read().decode()
            assert answer.startswith(root) and "MissingAuthenticationToken" in answer, answer
        else:
            raise AssertionError(query)


for step in (identity, compute, groups, strangers):
    print(step.__name__, flush=True)
    step()
