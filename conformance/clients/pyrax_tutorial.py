"""The steps of pyrax's load balancer tutorial, with the requests that its client sends and the lines that it prints.

Usage: pyrax_tutorial.py BASE_URL USER API_KEY

pyrax itself needs Python 2; what it puts on the wire is written down here. Prints what the tutorial shows, as Python 3
spells it, and ends with status 0; ids and addresses differ from run to run. The servers are taken as given.
"""

import json
import sys
import time
import urllib.error
import urllib.request

LIMIT_SECONDS = 30


class Client:
    """Logs in as pyrax does, and finds the service in the catalog that the login gives."""

    def __init__(self, base_url, user, key):
        credentials = {"auth": {"RAX-KSKEY:apiKeyCredentials": {"username": user, "apiKey": key}}}
        access = call(base_url + "/v2.0/tokens", "POST", credentials, {})["access"]
        self.token = access["token"]["id"]
        self.tenant = access["token"]["tenant"]["id"]
        self.endpoint = next(entry["endpoints"][0]["publicURL"] for entry in access["serviceCatalog"]
                             if entry["name"] == "cloudLoadBalancers")

    def request(self, path, method="GET", body=None):
        headers = {"X-Auth-Token": self.token, "X-Auth-Project-Id": str(self.tenant)}
        return call(self.endpoint + path, method, body, headers)


def call(url, method, body, headers):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method)
    request.add_header("Accept", "application/json")
    request.add_header("User-Agent", "pyrax/1.9.8")
    if data is not None:
        request.add_header("Content-Type", "application/json")
    for name, value in headers.items():
        request.add_header(name, value)
    try:
        with urllib.request.urlopen(request, timeout=LIMIT_SECONDS) as answer:
            text = answer.read()
    except urllib.error.HTTPError as refused:
        raise AssertionError("%s %s: %d %s" % (method, url, refused.code, refused.read().decode())) from refused
    return json.loads(text) if text else None


class LoadBalancer:
    def __init__(self, client, id):
        self.client = client
        self.path = "/loadbalancers/%s" % id

    def details(self):
        return self.client.request(self.path)["loadBalancer"]

    def nodes(self):
        return self.details()["nodes"]

    def at(self, part, method="GET", body=None):
        return self.client.request("%s/%s" % (self.path, part), method, body)


def node(address, port, condition):
    """As pyrax spells a node that it is to make: what it does not know it sends as null."""
    return {"address": address, "port": port, "condition": condition, "type": None, "id": None}


def shown_nodes(nodes):
    return "[%s]" % ", ".join("<Node: %s:%s:%s>" % (n["id"], n["address"], n["port"]) for n in nodes)


def shown_virtual_ips(virtual_ips):
    return "[%s]" % ", ".join("<VirtualIP: %s:%s>" % (v["address"], v["type"]) for v in virtual_ips)


def create(client, server1, server2):
    left_out = ("halfClosed", "accessList", "connectionLogging", "connectionThrottle", "healthMonitor", "metadata",
                "timeout", "sessionPersistence", "httpsRedirect")
    body = {"name": "example_lb", "port": 80, "protocol": "HTTP",
            "nodes": [node(server1, 80, "ENABLED"), node(server2, 80, "ENABLED")],
            "virtualIps": [{"type": "PUBLIC"}], "algorithm": "RANDOM"}
    body.update(dict.fromkeys(left_out))
    made = client.request("/loadbalancers", "POST", {"loadBalancer": body})["loadBalancer"]
    return LoadBalancer(client, made["id"])


def wait_until_active(lb):
    deadline = time.monotonic() + LIMIT_SECONDS
    while lb.details()["status"] != "ACTIVE":
        if time.monotonic() > deadline:
            raise AssertionError("not ACTIVE after %d s" % LIMIT_SECONDS)
        time.sleep(0.05)


def lists_and_creates(client):
    print("Load balancers:", listed(client))
    lb = create(client, "10.177.16.71", "10.177.12.29")
    print("Load balancers:", listed(client))
    return lb


def listed(client):
    return [(one["name"], one["id"]) for one in client.request("/loadbalancers")["loadBalancers"]]


def shows_details(lb):
    wait_until_active(lb)
    shown = lb.details()
    print("Load Balancer:", shown["name"])
    print("ID:", shown["id"])
    print("Status:", shown["status"])
    print("Nodes:", shown_nodes(shown["nodes"]))
    print("Virtual IPs:", shown_virtual_ips(shown["virtualIps"]))
    print("Algorithm:", shown["algorithm"])
    print("Protocol:", shown["protocol"])


def adds_and_removes_a_node(lb):
    print("Current nodes:", shown_nodes(lb.nodes()))
    lb.at("nodes", "POST", {"nodes": [node("10.177.1.3", 80, "ENABLED")]})
    print("After adding node:", shown_nodes(lb.nodes()))
    lb.at("nodes/%s" % lb.nodes()[-1]["id"], "DELETE")
    print("After removing node:", shown_nodes(lb.nodes()))


def toggles_a_condition(lb):
    lb.at("nodes", "POST", {"nodes": [node("10.177.1.4", 80, "ENABLED")]})
    print("Initial:", conditions(lb))
    first = lb.nodes()[0]
    other = "DISABLED" if first["condition"] == "ENABLED" else "ENABLED"
    lb.at("nodes/%s" % first["id"], "PUT", {"node": {"condition": other}})
    print("Toggled:", conditions(lb))


def conditions(lb):
    return [(n["id"], n["condition"]) for n in lb.nodes()]


def shows_usage(client, lb):
    account = client.request("/loadbalancers/usage")
    print("Account usage:", sorted(account))
    # Anything that changes the bill closes the running record, so that there is one to see within the first hour.
    lb.at("virtualips/%s" % lb.details()["virtualIps"][-1]["id"], "DELETE")
    deadline = time.monotonic() + LIMIT_SECONDS
    records = lb.at("usage")["loadBalancerUsageRecords"]
    while not records and time.monotonic() < deadline:
        time.sleep(0.1)
        records = lb.at("usage")["loadBalancerUsageRecords"]
    print("Usage:", {key: records[0][key] for key in sorted(records[0])})


def shows_stats(lb):
    stats = lb.at("stats")
    shown = ("connectError", "connectFailure", "connectTimeOut", "dataTimedOut", "keepAliveTimedOut", "maxConn")
    print("Stats:", {key: stats[key] for key in shown})


def monitors_health(lb):
    print("Health monitor:", lb.at("healthmonitor")["healthMonitor"] or None)
    connect = {"type": "CONNECT", "delay": 10, "timeout": 10, "attemptsBeforeDeactivation": 3}
    lb.at("healthmonitor", "PUT", {"healthMonitor": connect})
    print("Health monitor:", by_name(lb.at("healthmonitor")["healthMonitor"]))
    http = dict(connect, type="HTTP", path="/", statusRegex="^[234][0-9][0-9]$", bodyRegex="testing")
    lb.at("healthmonitor", "PUT", {"healthMonitor": http})
    print("Health monitor:", by_name(lb.at("healthmonitor")["healthMonitor"]))
    lb.at("healthmonitor", "DELETE")
    print("Health monitor:", lb.at("healthmonitor")["healthMonitor"] or None)


def by_name(values):
    return {key: values[key] for key in sorted(values)}


def keeps_sessions(lb):
    print("Session persistence:", repr(persistence(lb)))
    lb.at("sessionpersistence", "PUT", {"sessionPersistence": {"persistenceType": "HTTP_COOKIE"}})
    print("Session persistence:", repr(persistence(lb)))
    lb.at("sessionpersistence", "DELETE")
    print("Session persistence:", repr(persistence(lb)))


def persistence(lb):
    return lb.at("sessionpersistence")["sessionPersistence"].get("persistenceType", "")


def logs_connections(lb):
    print("Current logging status:", logging(lb))
    lb.at("connectionlogging", "PUT", {"connectionLogging": {"enabled": "true"}})
    print("Logging status after enable():", logging(lb))
    lb.at("connectionlogging", "PUT", {"connectionLogging": {"enabled": "false"}})
    print("Logging status after disable():", logging(lb))


def logging(lb):
    return lb.at("connectionlogging").get("connectionLogging", {}).get("enabled", False)


def restricts_access(lb):
    lb.at("accesslist", "POST", {"accessList": [
        {"address": "10.20.30.40", "type": "ALLOW"}, {"address": "0.0.0.0/0", "type": "DENY"}]})
    print(shown_access_list(lb))
    allowed = [item for item in access_list(lb) if item["type"] == "ALLOW"][0]
    lb.at("accesslist/%s" % allowed["id"], "DELETE")
    print(shown_access_list(lb))
    lb.at("accesslist", "DELETE")
    print(shown_access_list(lb))


def access_list(lb):
    return lb.at("accesslist")["accessList"]


def shown_access_list(lb):
    return "[%s]" % ", ".join("<NetworkItem: %s:%s>" % (i["address"], i["type"]) for i in access_list(lb))


def has_an_error_page(lb):
    default = lb.at("errorpage")["errorpage"]["content"]
    print(repr(default))
    lb.at("errorpage", "PUT", {"errorpage": {"content": "<html><body>Sorry, something is amiss!</body></html>"}})
    print(repr(lb.at("errorpage")["errorpage"]["content"]))
    lb.at("errorpage", "DELETE")
    print("Default again:", lb.at("errorpage")["errorpage"]["content"] == default)


def main(base_url, user, key):
    client = Client(base_url, user, key)
    lb = lists_and_creates(client)
    shows_details(lb)
    adds_and_removes_a_node(lb)
    toggles_a_condition(lb)
    shows_usage(client, lb)
    shows_stats(lb)
    monitors_health(lb)
    keeps_sessions(lb)
    logs_connections(lb)
    restricts_access(lb)
    has_an_error_page(lb)


if __name__ == "__main__":
    main(*sys.argv[1:])
