"""Charter, money, record and one's own reports, as programs read them."""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256

import pytest

from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.moderation import actions as moderation
from commonhold.civic.moderation import queries as rules
from commonhold.civic.treasury.actions import books, waivers
from commonhold.doors.coop_api.tests.calling import CoopApp
from commonhold.ground.jobs import actions as jobs
from commonhold.social.people import actions as people
from commonhold.social.posts.actions import publish_post
from tests.paying import pays


def parameter(app: CoopApp, key: str) -> dict[str, object]:
    sections = app.get("/charter").body["sections"]
    return next(each for one in sections for each in one["parameters"] if each["key"] == key)


def test_the_charter_says_what_holds_since_when_and_by_whose_word(coop: Coop, stranger: CoopApp) -> None:
    days = parameter(stranger, "governance.voting_days")
    assert (days["value"], days["unit"], days["decided_in"]) == (4, "days", "founding")
    assert days["bounds"] == {"low": 1, "high": 30, "choices": []}
    dues = parameter(stranger, "treasury.dues_cents")
    assert (dues["unit"], dues["currency"]) == ("cents", "EUR")
    assert parameter(stranger, "deciding.special_threshold")["value"] == "2/3"
    made = coop.open()
    coop.vote(made, ada="yes", ben="yes", caro="yes", dev="yes")
    coop.wait(days=4)
    coop.wait(days=2)
    days = parameter(stranger, "governance.voting_days")
    assert (days["value"], days["proposal_id"], days["proposal_title"]) == (3, str(made), "Shorter votes")


def test_the_books_are_public_in_whole_minor_units(coop: Coop, stranger: CoopApp) -> None:
    books.give_to_fund(coop.ids["ben"], cents=2500, now=coop.now)
    made = pays(
        coop.ids["ben"],
        cents=1290,
        what="Hosting",
        payee="A friend",
        approved_by=coop.ids["ada"],
        now=coop.now,
    )
    told = stranger.get("/treasury").body
    assert told["bank"] == {"amount": 1210, "currency": "EUR"}
    assert told["solidarity_fund"] == {"amount": 2500, "currency": "EUR"}
    first = stranger.get("/treasury/entries", limit=1)
    assert (first.body[0]["words"], first.body[0]["into_bank"]["amount"]) == ("Hosting", -1290)
    assert "A friend" not in str(stranger.get("/treasury/entries").body)
    second = stranger.get("/treasury/entries", limit=1, before=first.body[0]["id"])
    assert second.body[0]["source"]["kind"] == "gift"
    whole = stranger.get(f"/treasury/entries/{made}").body
    assert sum(each["amount"]["amount"] for each in whole["legs"]) == 0
    assert stranger.get("/treasury/entries/404").status == 404


def test_ones_own_dues_are_asked_for_by_name(coop: Coop, ada: CoopApp, stranger: CoopApp) -> None:
    coop.wait(days=31)
    told = ada.get("/treasury/my_dues").body
    assert (told["fund"], told["owed"]["currency"]) == ("not-asked", "EUR")
    assert told["charges"][0]["state"] == "owed"
    month = told["charges"][0]["month"]
    assert stranger.get(f"/treasury/dues/{month}").body["dues"] == told["charges"][0]["dues"]
    assert stranger.get("/treasury/dues/1999-01").status == 404
    assert stranger.get("/treasury/my_dues").status == 401
    assert CoopApp(coop.ids["ada"], "read").get("/treasury/my_dues").status == 403


def test_nobody_else_learns_whom_the_fund_carries(coop: Coop, stranger: CoopApp) -> None:
    coop.wait(days=31)
    paths = ("/treasury", "/treasury/entries", "/record/leaves")
    before = [CoopApp(coop.ids["ben"]).get(path).body for path in paths]
    waivers.ask_for_waiver(coop.ids["caro"], now=coop.now)
    assert CoopApp(coop.ids["caro"]).get("/treasury/my_dues").body["fund"] == "asked"
    assert [CoopApp(coop.ids["ben"]).get(path).body for path in paths] == before


def test_a_leaf_is_proved_under_the_checkpoint(coop: Coop, stranger: CoopApp) -> None:
    told = stranger.get("/record").body
    size, root = told["checkpoint"]["size"], told["checkpoint"]["root"]
    assert told["vkey"].startswith(told["origin"])
    origin, signed_size, signed_root, *_more = told["checkpoint"]["note"].splitlines()
    assert (origin, int(signed_size), b64decode(signed_root).hex()) == (told["origin"], size, root)
    rows = stranger.get("/record/leaves", limit=5)
    assert [each["index"] for each in rows.body] == list(range(size - 1, size - 6, -1))
    assert stranger.get("/record/leaves", limit=5, before=size - 5).body[0]["index"] == size - 6
    proof = stranger.get("/record/leaves/0/proof").body
    assert (proof["index"], proof["size"], proof["root"]) == (0, size, root)
    assert all(len(each) == 2 * sha256().digest_size for each in proof["hashes"])
    assert stranger.get("/record/leaves/0").body["index"] == 0
    assert stranger.get(f"/record/leaves/{size}").status == 404
    assert stranger.get(f"/record/leaves/{size}/proof").status == 404


def test_leaves_are_found_by_kind_and_by_what_they_are_about(coop: Coop, stranger: CoopApp) -> None:
    made = coop.open()
    jobs.tick(coop.now)
    kinds = {each["kind"] for each in stranger.get("/record/leaves", about=f"proposal:{made}").body}
    assert kinds == {"governance.notice"}
    assert all(
        each["kind"].startswith("members.") for each in stranger.get("/record/leaves", kind="members.").body
    )


def test_reports_are_their_reporters_alone(coop: Coop, ada: CoopApp, stranger: CoopApp) -> None:
    insult = publish_post(coop.ids["ben"], text="You fools", now=coop.now)
    rule = rules.rules()[0]
    made = moderation.report(coop.ids["ada"], about=f"post:{insult}", rule=rule, now=coop.now)
    (told,) = ada.get("/cases/reports").body
    assert (told["id"], told["state"], told["about"]["text"]) == (str(made), "waiting", "You fools")
    assert (told["rule"], told["person"]["handle"]) == (rule, "ben")
    for other in ("ben", "caro"):
        assert CoopApp(coop.ids[other]).get("/cases/reports").body == []
    assert stranger.get("/cases/reports").status == 401
    assert CoopApp(coop.ids["ada"], "read:governance").get("/cases/reports").status == 403


@pytest.mark.parametrize("path", ["/proposals", "/charter", "/treasury", "/treasury/entries", "/record"])
def test_who_is_blocked_reads_what_is_public_all_the_same(coop: Coop, path: str) -> None:
    coop.open()
    before = CoopApp(coop.ids["ben"]).get(path).body
    people.block(coop.ids["ada"], person_id=coop.ids["ben"], now=coop.now)
    assert CoopApp(coop.ids["ben"]).get(path).body == before
