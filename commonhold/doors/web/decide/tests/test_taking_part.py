"""What members do with a proposal beside voting, through its page; and what is refused there, said there."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.civic.governance.tests.test_before_notice import hand_in, rules
from commonhold.civic.governance.tests.test_kinds import Box, ask
from commonhold.civic.governance.vocabulary import Kind, State
from commonhold.doors.web.decide.tests.conftest import Member, give
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.social.people.queries import ANYONE


def state(proposal_id: int) -> State:
    return proposals.proposal(ANYONE, proposal_id).state


@pytest.fixture
def ben(coop: Coop) -> Member:
    return Member(coop, "ben")


@pytest.fixture
def carried(coop: Coop) -> int:
    made = coop.open()
    coop.vote(made, **dict.fromkeys(coop.ids, "yes"))
    coop.wait(days=4)
    return made


@pytest.fixture
def choice(coop: Coop) -> Box:
    """Ways to choose from, while it is talked about."""
    rules(coop, talk_days=3)
    box = ask(coop, Kind.CHOICE)
    box.announce()
    return box


def test_a_sponsor_is_named_and_may_not_be_its_author(coop: Coop, ada: Member, ben: Member) -> None:
    rules(coop, sponsors_needed=2)
    made = hand_in(coop)
    assert "I want this to be decided" in ben.sees(f"/decide/{made}")
    assert "I want this to be decided" not in ada.sees(f"/decide/{made}")
    assert ben.sends(f"/decide/{made}/sponsor") == f"/decide/{made}"
    assert "1 of 2 members who must want it" in ada.sees(f"/decide/{made}")
    assert "others must want it too" in ada.sends(f"/decide/{made}/sponsor", status=403)


def test_a_way_is_added_and_taken_back_and_what_is_refused_is_kept(choice: Box, ben: Member) -> None:
    page = f"/decide/{choice.id}"
    refused = ben.sends(f"{page}/options", status=403, title="Oh", text="It is sweet.")
    assert "between 3 and" in refused
    assert "It is sweet." in refused
    ben.sends(f"{page}/options", title="A pear", text="It is sweet.")
    (option,) = proposals.proposal(ANYONE, choice.id).options
    assert "A pear" in ben.sees(page)
    ben.sends(f"{page}/options/{option.id}/withdraw")
    assert proposals.proposal(ANYONE, choice.id).options == []


def test_a_project_has_a_cost_that_can_be_read(coop: Coop, ben: Member) -> None:
    rules(coop, talk_days=3)
    box = ask(coop, Kind.BUDGET, money=100_00)
    box.announce()
    for typed in ("a lot", "1e99", "0.001"):
        page = ben.sends(f"/decide/{box.id}/options", status=403, title="Benches", cost=typed)
        assert "read as a value here" in page
    ben.sends(f"/decide/{box.id}/options", title="Benches", cost="60,50")
    assert [each.cost for each in proposals.proposal(ANYONE, box.id).options] == [60_50]


def test_a_count_is_checked_and_challenged_on_its_page(coop: Coop, carried: int, ben: Member) -> None:
    page = f"/decide/{carried}"
    assert "Say why" in ben.sends(f"{page}/recount", status=403, reason=" ")
    ben.sends(f"{page}/recount", reason="I'd like to be sure.")
    assert "Counted again: the same result." in ben.sees(page)
    ben.sends(f"{page}/petition")
    assert "1 of 2 members needed ask for a second vote." in ben.sees(page)
    Member(coop, "caro").sends(f"{page}/petition")
    assert "The second vote" in ben.sees(page)


def test_a_guardian_pauses_on_the_page_and_nobody_else_is_offered_to(coop: Coop, ben: Member) -> None:
    give(coop, "ben", "guardian")
    made = coop.open()
    coop.vote(made, **dict.fromkeys(coop.ids, "yes"))
    coop.wait(days=4)
    assert "Pause it once" in ben.sees(f"/decide/{made}")
    assert "Pause it once" not in Member(coop, "caro").sees(f"/decide/{made}")
    ben.sends(f"/decide/{made}/pause", reason="The notice named another number.")
    assert "a guardian, paused it until" in ben.sees(f"/decide/{made}")


def test_the_board_registers_or_refuses_and_a_member_appeals(coop: Coop, ada: Member, ben: Member) -> None:
    give(coop, "ben", "board")
    law = [SetParameter("texts.law", "de-eg")]
    assert enact(law, reference="test:law", rule=UNANIMOUS, now=coop.now).done
    made = [
        coop.open(SetParameter("texts.bylaws", text)) for text in ("§ 1 We share.", "§ 1 We share it all.")
    ]
    for each in made:
        coop.vote(each, **dict.fromkeys(coop.ids, "yes"))
    coop.wait(days=6)
    registered, refused = made
    assert "Only somebody whom the members gave" in ada.sends(
        f"/decide/{registered}/registered", status=403, reference="GnR 12"
    )
    ben.sends(f"/decide/{registered}/registered", reference="GnR 12, 1 June")
    assert "Registered: GnR 12, 1 June" in ada.sees(f"/decide/{registered}")
    typed = "No."
    assert typed in ben.sends(f"/decide/{refused}/refuse", status=403, reason=typed)
    ben.sends(f"/decide/{refused}/refuse", reason="It breaks § 43 (3): one vote each.")
    assert "It breaks § 43 (3)" in ada.sees(f"/decide/{refused}")
    ada.sends(f"/decide/{refused}/appeal")
    assert "The second vote" in ada.sees(f"/decide/{refused}")


def test_each_text_of_the_charter_has_a_page_with_what_it_said_before(coop: Coop, ada: Member) -> None:
    assert "Nothing is written down here yet." in ada.sees("/charter/texts/conduct")
    for number, text in enumerate(("Be kind.", "Be kind.\nBe brief.")):
        change = [SetParameter("texts.conduct", text)]
        assert enact(change, reference=f"test:{number}", rule=UNANIMOUS, now=coop.now).done
    page = ada.sees("/charter/texts/conduct")
    assert "<ins>Be brief.</ins>" in page
    assert "GenG § 16 (6)" not in ada.sees("/charter/texts/bylaws")
    ada.sees("/charter/texts/weather", status=404)
