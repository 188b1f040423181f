"""boto3's waiters and paginators for classic load balancers, as released.

Usage: boto3_waiters.py ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT

The inventory is as boto3_elb.py says.
"""

import sys

import boto3
import botocore.exceptions
from botocore.config import Config

ENDPOINT, KEY, SECRET, PORT = sys.argv[1:]
PORT = int(PORT)
QUICKLY = {"Delay": 1, "MaxAttempts": 30}
elb = boto3.client("elb", region_name="us-east-1", endpoint_url=ENDPOINT, aws_access_key_id=KEY,
                   aws_secret_access_key=SECRET, config=Config(retries={"max_attempts": 0}))
assert sorted(elb.waiter_names) == ["any_instance_in_service", "instance_deregistered", "instance_in_service"]
BOTH = [{"InstanceId": "i-one"}, {"InstanceId": "i-two"}]
names = ["lb-%d" % number for number in range(5)]
for name in names:
    elb.create_load_balancer(LoadBalancerName=name, AvailabilityZones=["us-east-1a"], Listeners=[
        {"Protocol": "HTTP", "LoadBalancerPort": 8080, "InstancePort": PORT}])
elb.register_instances_with_load_balancer(LoadBalancerName="lb-0", Instances=BOTH)
elb.get_waiter("any_instance_in_service").wait(LoadBalancerName="lb-0", WaiterConfig=QUICKLY)
elb.get_waiter("instance_in_service").wait(LoadBalancerName="lb-0", Instances=BOTH, WaiterConfig=QUICKLY)
elb.deregister_instances_from_load_balancer(LoadBalancerName="lb-0", Instances=BOTH[:1])
elb.get_waiter("instance_deregistered").wait(LoadBalancerName="lb-0", Instances=BOTH[:1], WaiterConfig=QUICKLY)
elb.get_waiter("instance_in_service").wait(LoadBalancerName="lb-0", Instances=BOTH[1:], WaiterConfig=QUICKLY)

paginator = elb.get_paginator("describe_load_balancers")
pages = [[each["LoadBalancerName"] for each in page["LoadBalancerDescriptions"]]
         for page in paginator.paginate(PaginationConfig={"PageSize": 2})]
assert pages == [names[:2], names[2:4], names[4:]], pages
first = paginator.paginate(PaginationConfig={"PageSize": 2, "MaxItems": 2}).build_full_result()
rest = paginator.paginate(PaginationConfig={"StartingToken": first["NextToken"]}).build_full_result()
assert [each["LoadBalancerName"] for each in rest["LoadBalancerDescriptions"]] == names[2:], rest
limits = elb.get_paginator("describe_account_limits").paginate().build_full_result()["Limits"]
assert len(limits) == 3, limits
for size in (0, 401):
    try:
        elb.describe_load_balancers(PageSize=size)
        raise AssertionError("a page of %d" % size)
    except (botocore.exceptions.ClientError, botocore.exceptions.ParamValidationError) as error:
        assert "ValidationError" in str(error) or isinstance(error, botocore.exceptions.ParamValidationError), error
