"""By which names people, groups and the server are found from elsewhere."""

from __future__ import annotations

import pytest

from commonhold.doors.activitypub.tests.conftest import Fetch
from commonhold.social.groups.models import Group
from tests import cast

HERE = "http://coop.example"


def _link(body, rel: str):
    return next(each for each in body["links"] if each["rel"] == rel)


def test_a_name_leads_to_an_actor_and_the_actor_back_to_the_name(fetch: Fetch, ada: int):
    found = fetch("/.well-known/webfinger?resource=acct:Ada@coop.example")
    assert found.headers["Content-Type"].startswith("application/jrd+json")
    assert found.body["subject"] == "acct:ada@coop.example"
    actor = fetch(_link(found.body, "self")["href"])
    assert actor.body["id"] == f"{HERE}/ap/people/{ada}"
    again = fetch(f"/.well-known/webfinger?resource=acct:{actor.body['preferredUsername']}@coop.example")
    assert _link(again.body, "self")["href"] == actor.body["id"]


@pytest.mark.parametrize(
    "resource", ["{here}/ap/people/{ada}", "{here}/@ada", "ada@coop.example", "@ada@coop.example"]
)
def test_somebody_is_found_by_her_actor_and_by_her_page_too(fetch: Fetch, ada: int, resource: str):
    asked = resource.format(here=HERE, ada=ada)
    found = fetch(f"/.well-known/webfinger?resource={asked}")
    assert found.body["subject"] == "acct:ada@coop.example"
    assert f"{HERE}/@ada" in found.body["aliases"]


@pytest.mark.parametrize(
    "resource", ["acct:nobody@coop.example", "acct:ada@other.example", "https://other.example/@ada", "x"]
)
def test_nobody_else_is_found(fetch: Fetch, ada: int, resource: str):
    assert fetch(f"/.well-known/webfinger?resource={resource}").status == 404


def test_asking_for_nothing_is_a_bad_question(fetch: Fetch):
    assert fetch("/.well-known/webfinger").status == 400


def test_a_group_has_a_name_that_is_no_persons(fetch: Fetch, ada: int):
    group_id = cast.make_group_of(ada)
    Group.objects.filter(id=group_id).update(handle="ada", is_readable_by_all=True, is_listed=True)
    by_own = fetch("/.well-known/webfinger?resource=acct:ada.group@coop.example")
    assert _link(by_own.body, "self")["href"] == f"{HERE}/ap/groups/{group_id}"
    person = fetch("/.well-known/webfinger?resource=acct:ada@coop.example")
    assert _link(person.body, "self")["href"] == f"{HERE}/ap/people/{ada}"
    Group.objects.filter(id=group_id).update(handle="gardeners")
    short = fetch("/.well-known/webfinger?resource=acct:gardeners@coop.example")
    assert short.body["subject"] == "acct:gardeners.group@coop.example"


def test_a_group_that_not_everybody_may_read_is_not_found(fetch: Fetch, ada: int):
    group_id = cast.make_group_of(ada)
    Group.objects.filter(id=group_id).update(handle="gardeners", is_readable_by_all=False)
    assert fetch("/.well-known/webfinger?resource=acct:gardeners.group@coop.example").status == 404
    assert fetch(f"/ap/groups/{group_id}").status == 404


def test_there_is_a_template_for_following_from_elsewhere(fetch: Fetch, ada: int):
    found = fetch("/.well-known/webfinger?resource=acct:ada@coop.example")
    subscribe = _link(found.body, "http://ostatus.org/schema/1.0/subscribe")
    assert subscribe["template"] == f"{HERE}/authorize_interaction?uri={{uri}}"


def test_host_meta_says_where_webfinger_is(fetch: Fetch):
    assert fetch("/.well-known/host-meta").headers["Content-Type"].startswith("application/xrd+xml")
    (link,) = fetch("/.well-known/host-meta.json").body["links"]
    assert link["template"] == f"{HERE}/.well-known/webfinger?resource={{uri}}"
