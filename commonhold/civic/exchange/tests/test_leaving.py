"""What somebody gets of the exchange when she asks, and what stays when she leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhold.civic.exchange import owing, personal_data
from commonhold.civic.exchange.actions.disputing import open_dispute
from commonhold.civic.exchange.actions.opening import attach_work
from commonhold.civic.exchange.actions.telling_how import write_word
from commonhold.civic.exchange.models import Agreement, Offer, StillOwed, Word, WorkFile
from commonhold.civic.exchange.tests.conftest import CREDIT, Coop
from commonhold.civic.exchange.vocabulary import Deed, Owing
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import Viewer


def test_an_export_holds_offers_agreements_words_and_disputes(coop: Coop) -> None:
    made = coop.agrees()
    coop.done(made)
    write_word(
        coop.ids["caro"], agreement_id=made, text="Fine.", was_as_agreed=True, would_again=True, now=coop.now
    )
    open_dispute(coop.ids["caro"], agreement_id=made, words="He forgot his bag.", now=coop.now)
    told = personal_data.export_of(coop.ids["caro"])
    assert [each["title"] for each in told["offers"]] == ["A seat to the coast on Saturday"]
    assert [(each["with"], each["gives"]) for each in told["agreements"]] == [("finn", True)]
    assert [each["text"] for each in told["words"]] == ["Fine."]
    assert told["disputes"][0]["words"] == "He forgot his bag."
    others = personal_data.export_of(coop.ids["finn"])
    assert (others["offers"], others["words"], others["disputes"]) == ([], [], [])


def test_an_erased_side_ends_what_is_open_and_leaves_what_was_settled(coop: Coop, folder: Path) -> None:
    work = coop.offers(category="Photographs, music and texts", licence="cc-by-4.0")
    attach_work(coop.ids["caro"], offer_id=work, data=b"light", filename="a.jpg", now=coop.now)
    settled, agreed, unpaid = coop.agrees(), coop.agrees("dev", span=coop.span(2)), coop.agrees(price=CREDIT)
    asked = coop.asks(coop.offers(), "ben")
    coop.done(settled)
    coop.done(unpaid)
    write_word(
        coop.ids["caro"],
        agreement_id=settled,
        text="Fine.",
        was_as_agreed=True,
        would_again=True,
        now=coop.now,
    )
    disputed = coop.agrees("ada")
    coop.done(disputed, "caro", "ada")
    open_dispute(coop.ids["ada"], agreement_id=disputed, words="Not so.", now=coop.now)
    personal_data.erase(coop.ids["caro"], coop.now)
    personal_data.erase(coop.ids["caro"], coop.now)
    states = {each.id: each.state for each in Agreement.objects.all()}
    assert states == {
        settled: "settled",
        agreed: "cancelled",
        unpaid: "lapsed",
        asked: "declined",
        disputed: "resolved",
    }
    assert coop.told("dev")[0] == "cancelled"
    assert not Offer.objects.filter(ended_at=None).exists()
    assert set(Offer.objects.values_list("title", flat=True)) == {"…"}
    assert Word.objects.get().text == ""
    assert WorkFile.objects.get().gone_at is not None


@pytest.mark.parametrize(("leaves", "stays"), [("caro", "finn"), ("finn", "caro")])
def test_what_was_still_owed_falls_away_and_the_other_side_is_told_without_a_name(
    coop: Coop, leaves: str, stays: str
) -> None:
    made = coop.agrees()
    row, finn = Agreement.objects.get(id=made), coop.ids["finn"]
    owing.owe(row, Owing.CANCELLED, debtor=finn, minutes=60, now=coop.now)
    for _again in range(2):
        personal_data.erase(coop.ids[leaves], coop.now)
    (told,) = (
        each
        for each in notifications.for_person(Viewer(coop.ids[stays]))
        if each.kind == "exchange.owed-gone"
    )
    assert (told.words, told.actor) == ("", None)
    assert [each.settled_at for each in StillOwed.objects.all()] == [coop.now]
    assert [each.kind for each in coop.look(stays, made).steps].count(Deed.CLEARED) == 1
    assert "owed-gone" not in coop.told(leaves)


def test_an_erased_asker_takes_the_question_along(coop: Coop) -> None:
    asked = coop.asks(coop.offers())
    personal_data.erase(coop.ids["finn"], coop.now)
    assert coop.state(asked) == "withdrawn"
    assert coop.told("caro")[0] == "lapsed"
