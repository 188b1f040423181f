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
from libcloud.loadbalancer.drivers.rackspace import RackspaceLBDriver
from libcloud.loadbalancer.types import MemberCondition, State

LIMIT_SECONDS = 30
NAME = "libcloud-lifecycle"


def driver(base_url, user, key, auth_version="2.0", **more):
    return RackspaceLBDriver(
        user, key, region="ord", ex_force_auth_url=base_url, ex_force_auth_version=auth_version, **more)


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
    destroys(connection, balancer)
    destroys_several(connection)


def main(base_url, user, key):
    refuses_wrong_keys(base_url, user)
    logs_in_with_every_credential(base_url, user, key)
    life_cycle(driver(base_url, user, key))
    life_cycle(driver(base_url, user, key, "1.0", ex_force_base_url=management_url(base_url, user, key)))
    print("libcloud: login 2.0 and 1.0, create, list, attach, detach, update and destroy work")


if __name__ == "__main__":
    main(*sys.argv[1:])
