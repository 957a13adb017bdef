"""The pages of cases, measures, juries and the register, for each who looks."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from commonhold.civic.members import actions as members
from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.actions import Reasons
from commonhold.civic.moderation.models import Appeal, Case, Draw, Juror, LawReport, Measure
from commonhold.ground.clock import queries as clock
from commonhold.ground.clock.actions import advance
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.actions import grant_standing
from commonhold.social.people.models import Standing
from commonhold.social.posts.actions import publish_post
from rulebook.draw import jury
from tests.cast import make_person

_NAMES = ("ada", "ben", "caro", "dev", "finn", "hana", "ivo")


@pytest.fixture
def ids(db: None, tmp_path: Path, settings) -> dict[str, int]:
    settings.RECORD_DIR, settings.KEYS_DIR = tmp_path / "record", tmp_path / "keys"
    now = clock.real_now()
    install(mode=Mode.TEST, public_url="http://coop.example", now=now)
    found = {}
    for number, name in enumerate(_NAMES):
        found[name] = make_person(name, signs_in=True, now=now)
        members.enrol(found[name], branch=number % 3 + 1, votes_from=now, now=now)
    for name in ("ben", "caro"):
        grant_standing(person_id=found[name], kind=Standing.Kind.STEWARD, now=now)
    return found


@pytest.fixture
def case(ids: dict[str, int]) -> int:
    now = clock.now()
    post = publish_post(ids["finn"], text="You are all fools <b>", now=now)
    sent = actions.report(ids["ada"], about=f"post:{post}", words="He is rude", now=now)
    return actions.open_case(ids["ben"], report_id=sent, now=now)


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def label_it(ids: dict[str, int], case: int) -> int:
    return actions.take_measure(
        ids["ben"],
        case_id=case,
        kind="label",
        reasons=Reasons("He calls us fools.", queries.rules()[0]),
        label="Unkind",
        now=clock.now(),
    )


def test_a_report_becomes_a_case_and_a_measure_with_reasons(ids: dict[str, int]) -> None:
    post = publish_post(ids["finn"], text="You are all fools", now=clock.now())
    sent = actions.report(ids["ada"], about=f"post:{post}", words="He is rude", now=clock.now())
    ben = as_person(ids["ben"])
    made = ben.post(f"/moderation/reports/{sent}", {"do": "keep"})["Location"]
    page = text(ben, made)
    for words in ("You are all fools", "He is rude", "Ada", "A label above the post"):
        assert words in page
    wrong = ben.post(f"{made}/measure", {"kind": "label", "facts": "He calls us fools."})
    assert wrong.status_code == 400
    assert "He calls us fools." in wrong.content.decode()
    said = {"kind": "label", "facts": "He calls us fools.", "rule": queries.rules()[0], "label": "Unkind"}
    assert ben.post(f"{made}/measure", said)["Location"] == made
    assert "Unkind" in text(Client(), f"/@finn/{post}")
    assert "Finn" in text(ben, "/moderation/cases")


def test_whoever_has_a_part_in_a_case_or_no_mandate_sees_none_of_it(ids: dict[str, int], case: int) -> None:
    assert as_person(ids["dev"]).get("/moderation/cases").status_code == 403
    assert as_person(ids["dev"]).get(f"/moderation/cases/{case}").status_code == 403
    grant_standing(person_id=ids["ada"], kind=Standing.Kind.STEWARD, now=clock.now())
    assert as_person(ids["ada"]).get(f"/moderation/cases/{case}").status_code == 404
    assert "No case is open" in text(as_person(ids["ada"]), "/moderation/cases")
    assert Client().get(f"/moderation/cases/{case}").status_code == 302


def test_whoever_is_measured_reads_why_names_nobody_and_appeals(ids: dict[str, int], case: int) -> None:
    made = label_it(ids, case)
    finn = as_person(ids["finn"])
    page = text(finn, "/measures")
    assert "He calls us fools." in page
    assert "Ada" not in page
    assert "Ben" not in page
    empty = finn.post(f"/measures/{made}/appeal", {f"{made}-words": " "})
    assert empty.status_code == 400
    finn.post(f"/measures/{made}/appeal", {f"{made}-words": "It was a joke."})
    appeal = Appeal.objects.get()
    caro, address = as_person(ids["caro"]), f"/moderation/cases/{case}"
    assert "It was a joke." in text(caro, address)
    assert "Answer this appeal" not in text(as_person(ids["ben"]), address)
    review = f"{address}/review/{appeal.id}"
    assert caro.post(review, {"outcome": "overturned"}).status_code == 400
    caro.post(review, {"outcome": "overturned", "reasons": "It was one."})
    page = text(finn, "/measures")
    assert "It was one." in page
    assert "Caro" not in page
    assert "Overturned on appeal" in page


def test_a_jury_reads_votes_blindly_and_gives_everything_back(ids: dict[str, int], case: int) -> None:
    made = label_it(ids, case)
    finn = as_person(ids["finn"])
    finn.post(f"/measures/{made}/appeal", {f"{made}-words": "It was a joke."})
    review = f"/moderation/cases/{case}/review/{Appeal.objects.get().id}"
    as_person(ids["caro"]).post(review, {"outcome": "upheld", "reasons": "It hurts."})
    wrong = finn.post(f"/measures/{made}/appeal", {f"{made}-words": "Really.", f"{made}-commitment": "7"})
    assert wrong.status_code == 400
    said = {f"{made}-words": "Really.", f"{made}-commitment": jury.digest_of("forty-two")}
    finn.post(f"/measures/{made}/appeal", said)
    draw = Draw.objects.get()
    assert Client().get(f"/cases/draws/{draw.id}.json").status_code == 404
    assert finn.post(f"/juries/{draw.id}/number", {"number": "forty-two"}).status_code == 303
    advance(by=timedelta(hours=25))
    seated = list(Juror.objects.order_by("place").values_list("person_id", flat=True))
    assert len(seated) == 3
    for person in seated:
        client = as_person(person)
        assert "You are all fools" in text(client, f"/juries/{draw.id}")
        client.post(f"/juries/{draw.id}/seat", {"do": "take"})
        assert client.post(f"/juries/{draw.id}", {"outcome": "overturned"}).status_code == 400
        client.post(f"/juries/{draw.id}", {"outcome": "overturned", "reasons": "A joke."})
    assert finn.get(f"/juries/{draw.id}").status_code == 404
    assert "0 of 3 say that it is right." in text(as_person(seated[0]), f"/juries/{draw.id}")
    assert Measure.objects.get().end == "overturned"
    entry = text(Client(), f"/cases/{case}")
    assert "0 of 3 said that it is right" in entry
    assert "Finn" not in entry
    file = Client().get(f"/cases/draws/{draw.id}.json").content
    assert jury.sheet(*jury.read_sheet(json.loads(file))) == file
    assert ["party", "forty-two"] in json.loads(file)["numbers"]


def test_a_seat_is_declined_and_a_measure_lifted(ids: dict[str, int], case: int) -> None:
    made = label_it(ids, case)
    as_person(ids["ben"]).post(f"/moderation/cases/{case}/lift/{made}")
    assert Measure.objects.get().end == "lifted"
    proposed = as_person(ids["ben"]).post(
        f"/moderation/cases/{case}/measure",
        {"kind": "suspend", "days": 60, "facts": "Again.", "rule": queries.rules()[0]},
    )
    assert proposed.status_code == 303
    advance(by=timedelta(hours=25))
    first = Juror.objects.order_by("place")[0]
    Case.objects.update(kind="message")
    juror, page = as_person(first.person_id or 0), f"/juries/{first.draw_id}"
    assert "Open the evidence" in text(juror, page)
    assert "You are all fools" not in text(juror, page)
    assert juror.post(page, {"do": "open"}).status_code == 303
    assert "You are all fools" in text(juror, page)
    juror.post(f"{page}/seat", {"do": "decline"})
    assert Juror.objects.count() == 4


def test_a_case_without_a_measure_is_closed_with_an_answer(ids: dict[str, int], case: int) -> None:
    ben = as_person(ids["ben"])
    assert ben.post(f"/moderation/cases/{case}/dismiss", {"answer": ""}).status_code == 400
    ben.post(f"/moderation/cases/{case}/dismiss", {"answer": "Within bounds."})
    assert Case.objects.get().closed_at is not None
    assert "Within bounds." in text(as_person(ids["ada"]), "/reports")


def test_the_register_shows_rules_and_blurs_what_is_few(ids: dict[str, int], case: int) -> None:
    assert "No measure was ever taken here." in text(Client(), "/cases")
    label_it(ids, case)
    page = text(Client(), "/cases")
    assert "too few to say" in page
    assert "at least 5 people" in page
    assert f"/cases/{case}" in page
    assert Client().get("/cases/1").status_code == 404


def test_one_network_address_reports_so_often_and_keeps_what_it_wrote(
    ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ACCOUNT_RATE_LIMITS", {"report_unlawful": "2/h/ip"})
    cache.clear()
    said = {"address": "http://coop.example/@finn", "why": "Libel, as I see it"}
    gus, hal = Client(REMOTE_ADDR="192.0.2.7"), Client(REMOTE_ADDR="192.0.2.8")
    assert [gus.post("/report/unlawful", said).status_code for _each in range(3)] == [303, 303, 429]
    assert "Libel, as I see it" in gus.post("/report/unlawful", said).content.decode()
    assert hal.post("/report/unlawful", said).status_code == 303
    assert LawReport.objects.count() == 3


def test_anybody_reports_what_is_against_the_law_and_it_is_blocked(ids: dict[str, int]) -> None:
    post = publish_post(ids["finn"], text="Libel", now=clock.now())
    gus = Client()
    assert gus.post("/report/unlawful", {"address": f"/@finn/{post}"}).status_code == 400
    sent = gus.post("/report/unlawful", {"address": f"http://coop.example/@finn/{post}", "why": "Libel"})
    assert sent.status_code == 303
    row = LawReport.objects.get()
    ben = as_person(ids["ben"])
    assert "Libel" in text(ben, "/moderation/law")
    assert ben.post(f"/moderation/law/{row.id}", {"do": "block"}).status_code == 400
    assert ben.post(f"/moderation/law/{row.id}", {"do": "leave"}).status_code == 400
    ben.post(f"/moderation/law/{row.id}", {"do": "block", f"{row.id}-law": "§ 186 StGB"})
    assert gus.get(f"/@finn/{post}").status_code == 404
    assert "Withheld" in text(as_person(ids["finn"]), f"/@finn/{post}")
    assert as_person(ids["dev"]).get("/moderation/law").status_code == 403
