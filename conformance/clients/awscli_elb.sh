#!/bin/sh
# A classic load balancer's life by awscli as released.
#
# Usage: awscli_elb.sh ENDPOINT ACCESS_KEY SECRET INSTANCE_PORT
#
# The inventory is as boto3_elb.py says. Ends with status 0 when everything was as awscli promises.
set -eu
endpoint=$1 port=$4
export AWS_ACCESS_KEY_ID="$2" AWS_SECRET_ACCESS_KEY="$3" AWS_DEFAULT_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_MAX_ATTEMPTS=1 AWS_PAGER=

aws() {
  /usr/bin/aws --endpoint-url "$endpoint" --output text "$@"
}

is() {
  test "$2" = "$1" || { echo "expected $1, not $2" >&2; exit 1; }
}

is 123456789012 "$(aws sts get-caller-identity --query Account)"
name=$(aws elb create-load-balancer --load-balancer-name cli --availability-zones us-east-1a us-east-1b \
  --listeners "Protocol=HTTP,LoadBalancerPort=8080,InstanceProtocol=HTTP,InstancePort=$port" --query DNSName)
aws elb register-instances-with-load-balancer --load-balancer-name cli --instances i-one
aws elb configure-health-check --load-balancer-name cli \
  --health-check "Target=HTTP:$port/,Interval=5,Timeout=2,UnhealthyThreshold=2,HealthyThreshold=2"
is InService "$(aws elb describe-instance-health --load-balancer-name cli --query 'InstanceStates[0].State')"
is i-one "$(curl -fsS --max-time 10 "http://$name:8080/")"
aws elb modify-load-balancer-attributes --load-balancer-name cli \
  --load-balancer-attributes '{"ConnectionSettings":{"IdleTimeout":30}}'
is 30 "$(aws elb describe-load-balancer-attributes --load-balancer-name cli \
  --query LoadBalancerAttributes.ConnectionSettings.IdleTimeout)"
aws elb deregister-instances-from-load-balancer --load-balancer-name cli --instances i-one
if aws elb describe-load-balancers --load-balancer-names nobody 2> "${TMPDIR:-/tmp}/awscli.$$"; then
  echo "nobody is there" >&2
  exit 1
fi
grep -q LoadBalancerNotFound "${TMPDIR:-/tmp}/awscli.$$"
rm "${TMPDIR:-/tmp}/awscli.$$"
is cli "$(aws elb describe-load-balancers --query 'LoadBalancerDescriptions[].LoadBalancerName')"
aws elb delete-load-balancer --load-balancer-name cli
is "" "$(aws elb describe-load-balancers --query 'LoadBalancerDescriptions[].LoadBalancerName')"
