"""Reads every feed of a load balancer with Debian's python3-feedparser, as a feed reader would."""

import json
import sys
import time
import urllib.request

import feedparser

api, user, key = sys.argv[1:4]


def ask(method, url, body=None, **headers):
    data = None if body is None else json.dumps(body).encode()
    if data:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.headers, answer.read()


login, _ = ask("GET", api + "/v1.0", **{"X-Auth-User": user, "X-Auth-Key": key})
account = login["X-Server-Management-Url"]
token = {"X-Auth-Token": login["X-Auth-Token"]}


def call(method, path, body=None):
    _, answer = ask(method, account + path, body, **token)
    return json.loads(answer) if answer else {}


def wait_until_active(path):
    for _ in range(100):
        if call("GET", path)["loadBalancer"]["status"] == "ACTIVE":
            return
        time.sleep(0.1)
    raise SystemExit(path + " did not become ACTIVE")


def feed(url, **headers):
    """What feedparser makes of it; it fetches by itself."""
    read = feedparser.parse(url, request_headers=token | headers)
    assert read.get("status") in (200, 304), read
    assert not read.bozo, read.bozo_exception
    return read


made = call("POST", "/loadbalancers", {"loadBalancer": {
    "name": "web", "protocol": "HTTP", "virtualIps": [{"type": "PUBLIC"}],
    "nodes": [{"address": "127.0.0.1", "port": 9, "condition": "ENABLED"}],
    "accessList": [{"address": "10.0.0.0/8", "type": "DENY"}],
    "healthMonitor": {"type": "CONNECT", "delay": 10, "timeout": 5, "attemptsBeforeDeactivation": 3},
    "sessionPersistence": {"persistenceType": "HTTP_COOKIE"},
    "connectionThrottle": {"minConnections": 1, "maxConnections": 9, "maxConnectionRate": 9, "rateInterval": 9}}})
path = "/loadbalancers/%d" % made["loadBalancer"]["id"]
wait_until_active(path)

for part in ("nodes", "virtualips", "accesslist", "healthmonitor", "sessionpersistence", "connectionthrottle"):
    read = feed(account + path + "/" + part + ".atom")
    first = read.entries[-1]
    assert read.version == "atom10", read.version
    assert first.tags[0].term == "CREATE", first
    assert first.id.startswith("tag:") and first.title and first.summary and first.author and first.link, first
    assert first.updated_parsed, first

for weight in range(2, 7):
    node = made["loadBalancer"]["nodes"][0]["id"]
    call("PUT", path + "/nodes/%d" % node, {"node": {"weight": weight}})
    wait_until_active(path)

everything = [entry.id for entry in feed(account + path + "/nodes.atom").entries]
page = feed(account + path + "/nodes.atom?limit=2")
seen = [entry.id for entry in page.entries]
while "next" in {link.rel for link in page.feed.links}:
    page = feed(next(link.href for link in page.feed.links if link.rel == "next"))
    seen += [entry.id for entry in page.entries]
assert seen == everything and len(set(seen)) == len(seen) >= 6, (seen, everything)

whole = feed(account + path + ".atom")
again = feedparser.parse(account + path + ".atom", etag=whole.etag, request_headers=token)
assert again.status == 304, again
print("read", len(everything), "entries")
