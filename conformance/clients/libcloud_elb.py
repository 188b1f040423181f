"""The calls of libcloud's Elastic Load Balancing tutorial, through libcloud as released, at the host that it asks by itself.

Usage: libcloud_elb.py ACCESS_KEY SECRET AUTHORITIES

AUTHORITIES is a file with the authority that has signed the service's certificate. The inventory has i-4f8cf126 at 127.0.0.2
in us-east-1a. Some calls of that tutorial never reach a service: what libcloud says of them itself is asserted too.
"""

import http.server
import sys
import threading
import types
import urllib.request

import libcloud.security
from libcloud.loadbalancer.base import Algorithm, Member
from libcloud.loadbalancer.providers import get_driver
from libcloud.loadbalancer.types import Provider

KEY, SECRET, AUTHORITIES = sys.argv[1:]
libcloud.security.CA_CERTS_PATH = AUTHORITIES
POLICY = "MyDurationStickyPolicy"
driver = get_driver(Provider.ELB)(KEY, SECRET, "us-east-1")


class Instance(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.2", 80), Instance)
threading.Thread(target=server.serve_forever, daemon=True).start()


class Attributes(dict):
    """As dictionaries were when that driver was written."""

    def iteritems(self):
        return self.items()


def refused(kind, text, call, *arguments, **named):
    try:
        call(*arguments, **named)
    except kind as error:
        assert text in str(error), repr(error)
    else:
        raise AssertionError("expected " + text)


assert driver.list_balancers() == []
members = (Member(None, "192.168.88.1", 8000), Member(None, "192.168.88.2", 8080))
balancer = driver.create_balancer(name="MyLB", algorithm=Algorithm.ROUND_ROBIN, port=80, protocol="http", members=members)
assert (balancer.id, balancer.name) == ("MyLB", "MyLB"), balancer
assert [each.name for each in driver.list_balancers()] == ["MyLB"]
shown = driver.get_balancer("MyLB")
assert shown.ip.endswith(".us-east-1.elb.steelyard.test"), shown.ip

# Prepared: an instance that is registered, and a policy of that name.
driver.balancer_attach_compute_node(shown, types.SimpleNamespace(id="i-4f8cf126"))
assert [member.id for member in driver.get_balancer("MyLB")._members] == ["i-4f8cf126"]
assert driver.ex_create_balancer_policy("MyLB", POLICY, "LBCookieStickinessPolicyType",
                                        Attributes(CookieExpirationPeriod="60")) is True

attributes = {"ProxyProtocol": "true"}
refused(AttributeError, "iteritems", driver.ex_create_balancer_policy, name="MyLB", policy_name="EnableProxyProtocol",
        policy_type="ProxyProtocolPolicyType", policy_attributes=attributes)
# Its names of parameters have spaces in them.
assert driver.ex_create_balancer_policy(name="MyLB", policy_name="EnableProxyProtocol",
                                        policy_type="ProxyProtocolPolicyType",
                                        policy_attributes=Attributes(attributes)) is True
assert driver.ex_list_balancer_policies(shown) == [POLICY, "EnableProxyProtocol"], driver.ex_list_balancer_policies(shown)
policy_types = driver.ex_list_balancer_policy_types()
assert "ProxyProtocolPolicyType" in policy_types and len(policy_types) == 6, policy_types
assert driver.ex_delete_balancer_policy(name="MyLB", policy_name="EnableProxyProtocol") is True
assert driver.ex_list_balancer_policies(shown) == [POLICY]
refused(TypeError, "port", driver.ex_set_balancer_policies_backend_server, name="MyLB", port=80, policies=[POLICY])
refused(Exception, "InvalidConfigurationRequest", driver.ex_set_balancer_policies_backend_server, "MyLB", 80, [POLICY])
assert driver.ex_set_balancer_policies_backend_server("MyLB", 80, []) is True
certificate = "arn:aws:iam::123456789012:server-certificate/servercert"
assert driver.ex_create_balancer_listeners(name="MyLB", listeners=[[1024, 65533, "HTTPS", certificate]]) is False
assert driver.ex_set_balancer_policies_listener(name="MyLB", port=80, policies=[POLICY]) is True
with urllib.request.urlopen("http://%s/" % shown.ip, timeout=10) as answer:
    assert answer.read() == b"ok" and "Set-Cookie" in answer.headers, answer.headers
assert driver.ex_set_balancer_policies_listener(name="MyLB", port=80, policies=[]) is True
with urllib.request.urlopen("http://%s/" % shown.ip, timeout=10) as answer:
    assert "Set-Cookie" not in answer.headers, answer.headers
assert driver.balancer_detach_member(shown, shown._members[0]) is True
assert driver.destroy_balancer(balancer) is True
assert driver.list_balancers() == []
