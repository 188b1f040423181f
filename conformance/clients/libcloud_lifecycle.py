"""The life of a load balancer through Apache Libcloud's Rackspace driver, as released.

Usage: libcloud_lifecycle.py BASE_URL USER API_KEY

Ends with status 0 when everything was as the driver promises its users, else with an AssertionError that says what
was not. Any number of runs against one service is fine: it touches only what it made.
"""

import sys
import time
import urllib.request

from libcloud.common.types import InvalidCredsError
from libcloud.loadbalancer.base import Algorithm, Member
from libcloud.loadbalancer.drivers.rackspace import (
    RackspaceAccessRule, RackspaceAccessRuleType, RackspaceConnectionThrottle, RackspaceHealthMonitor,
    RackspaceHTTPHealthMonitor, RackspaceLBDriver)
from libcloud.loadbalancer.types import MemberCondition, State

LIMIT_SECONDS = 30
NAME = "libcloud-lifecycle"


def driver(base_url, user, key, auth_version="2.0", **more):
    made = RackspaceLBDriver(
        user, key, region="ord", ex_force_auth_url=base_url, ex_force_auth_version=auth_version, **more)
    # The driver waits two seconds between looks at a balancer that is being changed: here that takes milliseconds.
    made.connection.poll_interval = 0.05
    return made


def management_url(base_url, user, key):
    """What login 1.0 says. The driver looks for an entry of the catalog that this login has not, hence the forced URL."""
    login = urllib.request.Request(base_url + "/v1.0", headers={"X-Auth-User": user, "X-Auth-Key": key})
    with urllib.request.urlopen(login, timeout=LIMIT_SECONDS) as answer:
        return answer.headers["X-Server-Management-Url"]


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def wait_for(connection, balancer, state):
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline:
        now = connection.get_balancer(balancer.id)
        if now.state == state:
            return now
        check(now.state != State.ERROR, "the balancer came into ERROR")
        time.sleep(0.1)
    raise AssertionError("the balancer did not become %s in %d s" % (state, LIMIT_SECONDS))


def addresses(members):
    return sorted((member.ip, member.port) for member in members)


def refuses_wrong_keys(base_url, user):
    try:
        driver(base_url, user, "wrong").list_protocols()
    except InvalidCredsError:
        return
    raise AssertionError("a wrong key was accepted")


def logs_in_with_every_credential(base_url, user, key):
    for version in ("2.0", "2.0_apikey", "2.0_password"):
        check("http" in driver(base_url, user, key, version).list_protocols(), "login with " + version)


def lists_what_there_is(connection):
    check(("http", 80) in connection.ex_list_protocols_with_default_ports(), "HTTP is at port 80")
    check({"RANDOM", "ROUND_ROBIN"} <= set(connection.ex_list_algorithm_names()), "the algorithms")


def creates(connection):
    members = [Member(None, "10.1.1.1", 80), Member(None, "10.1.1.2", 8080)]
    created = connection.create_balancer(
        name=NAME, members=members, protocol="http", port=80, algorithm=Algorithm.ROUND_ROBIN)
    check(created.name == NAME and created.state in (State.PENDING, State.RUNNING), "the answer to create")
    balancer = wait_for(connection, created, State.RUNNING)
    check(balancer.port == 80 and balancer.ip == created.ip, "address and port")
    check(balancer.extra["algorithm"] == Algorithm.ROUND_ROBIN, "the algorithm")
    check(balancer.extra["created"] is not None, "a time that the driver can read")
    check(addresses(balancer.extra["members"]) == [("10.1.1.1", 80), ("10.1.1.2", 8080)], "the members")
    check(balancer.id in [listed.id for listed in connection.list_balancers()], "the list holds it")
    return balancer


def changes_members(connection, balancer):
    added = connection.balancer_attach_member(
        balancer, Member(None, "10.1.1.3", 80, extra={"condition": MemberCondition.DISABLED, "weight": 7}))
    wait_for(connection, balancer, State.RUNNING)
    found = [member for member in connection.balancer_list_members(balancer) if member.id == added.id]
    check(len(found) == 1, "the attached member is listed")
    check(found[0].extra["condition"] == MemberCondition.DISABLED and found[0].extra["weight"] == 7, "its extras")
    more = connection.ex_balancer_attach_members(balancer, [Member(None, "10.1.1.4", 80), Member(None, "10.1.1.5", 80)])
    check(addresses(more) == [("10.1.1.4", 80), ("10.1.1.5", 80)], "two attached at once")
    # Back to back on purpose: the tutorials never wait between two writes.
    for member in [added] + more:
        check(connection.balancer_detach_member(balancer, member), "detach is accepted")
    check(len(connection.balancer_list_members(balancer)) == 2, "the detached ones are gone")


def updates(connection, balancer):
    check(connection.ex_update_balancer_no_poll(balancer, name=NAME + "-2", algorithm=Algorithm.WEIGHTED_ROUND_ROBIN),
          "update is accepted")
    now = wait_for(connection, balancer, State.RUNNING)
    check(now.name == NAME + "-2", "the new name")
    check(now.extra["algorithm"] == Algorithm.WEIGHTED_ROUND_ROBIN, "the new algorithm")
    member = connection.balancer_list_members(balancer)[0]
    changed = connection.ex_balancer_update_member(balancer, member, condition=MemberCondition.DRAINING, weight=3)
    check(changed.extra["condition"] == MemberCondition.DRAINING and changed.extra["weight"] == 3, "the changed member")
    wait_for(connection, balancer, State.RUNNING)
    listed = connection.list_balancers(ex_member_address=member.ip)
    check(balancer.id in [one.id for one in listed], "found by the address of a member")


def monitors_health(connection, balancer):
    connect = RackspaceHealthMonitor(type="CONNECT", delay=10, timeout=5, attempts_before_deactivation=2)
    monitor = connection.ex_update_balancer_health_monitor(balancer, connect).extra["healthMonitor"]
    check((monitor.type, monitor.delay, monitor.timeout, monitor.attempts_before_deactivation)
          == ("CONNECT", 10, 5, 2), "the monitor that connects")
    http = RackspaceHTTPHealthMonitor(type="HTTP", delay=20, timeout=6, attempts_before_deactivation=3,
                                      path="/up", status_regex="^2[0-9][0-9]$", body_regex="fine")
    monitor = connection.ex_update_balancer_health_monitor(balancer, http).extra["healthMonitor"]
    check((monitor.type, monitor.path, monitor.status_regex, monitor.body_regex)
          == ("HTTP", "/up", "^2[0-9][0-9]$", "fine"), "the monitor that asks")
    without = connection.ex_disable_balancer_health_monitor(balancer)
    check("healthMonitor" not in without.extra, "no monitor any more")


def throttles(connection, balancer):
    wanted = RackspaceConnectionThrottle(
        min_connections=10, max_connections=100, max_connection_rate=50, rate_interval_seconds=60)
    throttle = connection.ex_update_balancer_connection_throttle(balancer, wanted).extra["connectionThrottle"]
    check((throttle.min_connections, throttle.max_connections, throttle.max_connection_rate,
           throttle.rate_interval_seconds) == (10, 100, 50, 60), "the throttle")
    without = connection.ex_disable_balancer_connection_throttle(balancer)
    check("connectionThrottle" not in without.extra, "no throttle any more")


def logs_connections(connection, balancer):
    check(connection.ex_enable_balancer_connection_logging(balancer).extra["connectionLoggingEnabled"] is True,
          "logging is on")
    check(connection.ex_disable_balancer_connection_logging(balancer).extra["connectionLoggingEnabled"] is False,
          "logging is off")


def keeps_sessions(connection, balancer):
    check(connection.ex_enable_balancer_session_persistence(balancer).extra["sessionPersistenceType"] == "HTTP_COOKIE",
          "sessions are kept")
    check(connection.ex_disable_balancer_session_persistence(balancer).extra.get("sessionPersistenceType") is None,
          "sessions are not kept any more")


def has_an_error_page(connection, balancer):
    default = connection.ex_get_balancer_error_page(balancer)
    check("Service Unavailable" in default, "the default page")
    connection.ex_update_balancer_error_page(balancer, "<html>Sorry &amp; bye</html>")
    check(connection.ex_get_balancer_error_page(balancer) == "<html>Sorry &amp; bye</html>", "the page that was set")
    connection.ex_disable_balancer_custom_error_page(balancer)
    check(connection.ex_get_balancer_error_page(balancer) == default, "the default page again")


def restricts_access(connection, balancer):
    allow = RackspaceAccessRule(rule_type=RackspaceAccessRuleType.ALLOW, address="2001:4801:7901::6/64")
    deny = RackspaceAccessRule(rule_type=RackspaceAccessRuleType.DENY, address="8.8.8.8/32")
    single = RackspaceAccessRule(rule_type=RackspaceAccessRuleType.DENY, address="206.160.163.21")
    one = connection.ex_create_balancer_access_rule(balancer, single)
    check(one.id is not None, "the rule that was made has an id")
    several = connection.ex_create_balancer_access_rules(balancer, [allow, deny])
    check(len(several) == 2, "two rules at once")
    check(len(connection.ex_balancer_access_list(balancer)) == 3, "three rules are listed")
    connection.ex_destroy_balancer_access_rule(balancer, one)
    left = connection.ex_balancer_access_list(balancer)
    check(sorted(rule.id for rule in left) == sorted(rule.id for rule in several), "the other two are left")
    connection.ex_destroy_balancer_access_rules(balancer, left)
    check(connection.ex_balancer_access_list(balancer) == [], "the list is empty again")


def shares_its_address(connection, balancer):
    wait_for(connection, balancer, State.RUNNING)
    vip = balancer.extra["virtualIps"][0]
    other = connection.ex_create_balancer(
        name=NAME + "-sharer", members=[], protocol="http", port=8081, algorithm=Algorithm.RANDOM, vip=vip["id"])
    check(other.ip == balancer.ip, "the address is shared")
    wait_for(connection, other, State.RUNNING)
    check(connection.destroy_balancer(other), "the sharer is destroyed")
    wait_for(connection, other, State.DELETED)
    check(connection.get_balancer(balancer.id).ip == balancer.ip, "the address stays with the first")


def reports_usage(connection, balancer):
    usage = connection.ex_list_current_usage(balancer)
    check(isinstance(usage["loadBalancerUsageRecords"], list), "a list of usage records")


def destroys(connection, balancer):
    wait_for(connection, balancer, State.RUNNING)
    check(connection.destroy_balancer(balancer), "destroy is accepted")
    wait_for(connection, balancer, State.DELETED)
    check(balancer.id not in [listed.id for listed in connection.list_balancers()], "the list no longer holds it")


def destroys_several(connection):
    balancers = [connection.create_balancer(name=NAME, members=[], algorithm=Algorithm.RANDOM) for _ in range(2)]
    for balancer in balancers:
        wait_for(connection, balancer, State.RUNNING)
    check(connection.ex_destroy_balancers(balancers), "destroy of several is accepted")
    for balancer in balancers:
        wait_for(connection, balancer, State.DELETED)


def life_cycle(connection):
    lists_what_there_is(connection)
    balancer = creates(connection)
    changes_members(connection, balancer)
    updates(connection, balancer)
    monitors_health(connection, balancer)
    throttles(connection, balancer)
    logs_connections(connection, balancer)
    keeps_sessions(connection, balancer)
    has_an_error_page(connection, balancer)
    restricts_access(connection, balancer)
    shares_its_address(connection, balancer)
    reports_usage(connection, balancer)
    destroys(connection, balancer)
    destroys_several(connection)


def main(base_url, user, key):
    refuses_wrong_keys(base_url, user)
    logs_in_with_every_credential(base_url, user, key)
    life_cycle(driver(base_url, user, key))
    life_cycle(driver(base_url, user, key, "1.0", ex_force_base_url=management_url(base_url, user, key)))
    print("libcloud: both logins, and everything from create to destroy")


if __name__ == "__main__":
    main(*sys.argv[1:])
