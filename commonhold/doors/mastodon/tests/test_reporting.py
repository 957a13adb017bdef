"""Reports through an app: they reach whoever holds a mandate, and nobody else."""

from __future__ import annotations

import pytest

from commonhold.civic.moderation import queries
from commonhold.social.people.actions import block, grant_standing
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from tests.calling import App
from tests.cast import MORNING, make_person, minutes

REPORTS = "/api/v1/reports"


@pytest.fixture
def steward(coop: str) -> Viewer:
    caro = make_person("caro", member=True)
    grant_standing(person_id=caro, kind=Standing.Kind.STEWARD, now=MORNING)
    return Viewer(caro)


def test_posts_are_reported_each_with_its_copy_and_the_rule(ada: App, ben: App, steward: Viewer) -> None:
    insults = [publish_post(ben.person_id, text=f"Fools {n}", now=minutes(n)) for n in range(2)]
    told = ada.post(
        REPORTS,
        {
            "account_id": str(ben.person_id),
            "status_ids": [str(each) for each in insults],
            "rule_ids": ["2", "1"],
            "category": "other",
            "comment": "Look.",
            "forward": True,
        },
    ).body
    assert (told["category"], told["rule_ids"], told["forwarded"]) == ("violation", ["2", "1"], False)
    assert told["target_account"]["acct"] == "ben"
    waiting = queries.waiting(steward)[0]
    assert str(waiting[0].id) == told["id"]
    assert [each.copy.text for each in waiting] == ["Fools 0", "Fools 1"]
    assert {each.rule for each in waiting} == {queries.rules()[1]}
    assert waiting[0].words == f"Look.\n\n{queries.rules()[0]}"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"category": "spam"}, "Unwanted advertising"),
        ({"category": "legal", "comment": "A threat."}, "Against the law\n\nA threat."),
        ({"comment": "Pretends to be me."}, "Pretends to be me."),
    ],
)
def test_a_person_is_reported_by_form(
    ada: App, ben: App, steward: Viewer, sent: dict[str, str], words: str
) -> None:
    told = ada.post(REPORTS, account_id=ben.person_id, **sent)
    assert told.body["category"] == sent.get("category", "other")
    (waiting,) = queries.waiting(steward)[0]
    assert (waiting.kind, waiting.words) == ("person", words)


def test_what_is_no_report_is_refused_and_nothing_is_sent(ada: App, ben: App, steward: Viewer) -> None:
    mine = publish_post(ada.person_id, text="Mine", now=MORNING)
    hidden = publish_post(ben.person_id, text="Few", audience="followers", now=MORNING)
    him = {"account_id": str(ben.person_id), "comment": "Look."}
    for wrong, status in (
        ({"comment": "Who?"}, 422),
        ({"account_id": "7", "comment": "Who?"}, 404),
        ({"account_id": "x", "comment": "Who?"}, 404),
        ({"account_id": str(ben.person_id)}, 422),
        ({**him, "category": "dull"}, 422),
        ({**him, "rule_ids": ["99"]}, 422),
        ({**him, "comment": "x" * 3000}, 422),
        ({**him, "status_ids": [str(mine)]}, 404),
        ({**him, "status_ids": [str(hidden)]}, 404),
        ({**him, "status_ids": [str(n) for n in range(1, 30)]}, 422),
        ({"account_id": str(ada.person_id), "comment": "Me."}, 422),
    ):
        told = ada.post(REPORTS, wrong)
        assert (told.status, bool(told.error)) == (status, True), wrong
    assert queries.waiting(steward)[0] == []
    assert ada.post(REPORTS, him).status == 200
    assert ada.post(REPORTS, him).status == 422, "it waits to be read already"


def test_a_report_needs_a_token_that_may(ada: App, ben: App, stranger: App) -> None:
    assert stranger.post(REPORTS, account_id=ben.person_id, comment="x").status == 401
    assert App(ada.person_id, scopes="write:statuses").post(REPORTS, account_id=ben.person_id).status == 403
    block(ben.person_id, person_id=ada.person_id, now=MORNING)
    assert ada.post(REPORTS, account_id=ben.person_id, comment="x").status == 404
