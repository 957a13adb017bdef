"""Two worlds that differ only in which of two people the fund carries look the same, byte for byte.

What is compared is all that others may read: the books and their exports, the directory, applications,
and the record's leaves. Not compared are one's own dues, the treasurer's list of open dues, and requests
to the fund, which only the membership mandate reads.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.civic.governance.actions.panel import apply_to_panel, speak_on_application
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import queries
from commonhold.civic.treasury.actions import books
from commonhold.civic.treasury.tests.conftest import FOUNDERS, Coop, build
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.ledger import export
from commonhold.ground.record.models import Leaf
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import make_person

Story = Callable[[Coop, str, str], None]  # told of a co-op, whom the fund carries, and who pays

DEEDS = st.lists(
    st.sampled_from(["carried asks", "payer pays", "ada pays", "gift", "month", "day"]), max_size=10
)


@pytest.fixture
def world_of(db, data_folder, monkeypatch):
    """Build the same co-op, tell it a story, and return what others see of it; nothing of it stays."""

    def tell(story: Story, *, carried: str, payer: str) -> list[object]:
        count = itertools.count()
        monkeypatch.setattr(secrets, "token_bytes", lambda size: next(count).to_bytes(size, "big"))
        with _passing(data_folder):
            coop = build([*FOUNDERS, "gil"])
            story(coop, carried, payer)
            return seen_by_others(coop, carried, payer)

    return tell


@contextmanager
def _passing(folder: Path):
    ids._used.clear()
    charter.forget_all()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    for each in sorted(folder.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()


def seen_by_others(coop: Coop, *concerned: str) -> list[object]:
    onlookers = [ANYONE, *(Viewer(coop.ids[name]) for name in coop.ids if name not in concerned)]
    seen: list[object] = [bytes(each) for each in Leaf.objects.order_by("id").values_list("data", flat=True)]
    seen += [*export.beancount(), *export.hledger(), *export.json_lines()]
    seen += [[members.member_of(each) for each in coop.ids.values()], members.voters(coop.now)]
    for viewer in onlookers:
        shown = queries.money(viewer, now=coop.now, limit=100)
        seen += [shown, [queries.entry(viewer, each.id) for each in shown.entries]]
        seen += [queries.month(viewer, each.link[1]) for each in shown.entries if each.link[0] == "dues"]
        seen += [members.directory(viewer), members.applications(viewer, now=coop.now)]
        seen += [queries.my_dues(viewer, now=coop.now)]
        seen += [
            each for each in notifications.for_person(viewer) if not each.kind.startswith("treasury.waiver")
        ]
        if viewer.person_id is not None and members.member_of(viewer.person_id) is not None:
            seen += [members.application(viewer, each, now=coop.now) for each in coop.applications]
    return seen


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_of_two_members(world_of, deeds):
    def story(coop: Coop, carried: str, payer: str) -> None:
        for deed in deeds:
            coop.wait(hours=1)
            if deed == "carried asks" and coop.my_dues(carried).fund == "not-asked":
                coop.waive(carried)
            elif deed == "payer pays" and coop.owed_by(payer):
                coop.pay(payer)
            elif deed == "ada pays" and coop.owed_by("ada"):
                coop.pay("ada")
            elif deed == "gift":
                books.give_to_fund(coop.ids["ben"], cents=1700, now=coop.now)
            elif deed in {"month", "day"}:
                coop.wait(days=31 if deed == "month" else 1)

    assert world_of(story, carried="caro", payer="finn") == world_of(story, carried="finn", payer="caro")


@pytest.mark.parametrize("granted", ["before the vouches", "after the vouches"])
def test_of_two_applicants(world_of, granted):
    def story(coop: Coop, carried: str, payer: str) -> None:
        coop.apply("dev")
        coop.apply("hana")
        if granted == "before the vouches":
            coop.waive(carried)
        for application in coop.applications:
            coop.wait(hours=1)
            coop.vouch(application)
        if granted == "after the vouches":
            coop.wait(hours=1)
            coop.waive(carried)
        coop.wait(hours=1)
        coop.pay(payer)
        coop.wait(days=40)
        coop.pay(payer)

    assert world_of(story, carried="dev", payer="hana") == world_of(story, carried="hana", payer="dev")


def test_of_two_applicants_whom_the_panel_welcomes(world_of):
    def story(coop: Coop, carried: str, payer: str) -> None:
        coop.decide(SetParameter("members.panel_needed", 1))
        for name in ("dev", "hana"):
            coop.ids[name] = make_person(name, now=coop.now)
            asked = apply_to_panel(coop.ids[name], statement="Let me in, please.", now=coop.now)
            coop.applications.append(asked)
        coop.wait(hours=1)
        coop.waive(carried)
        for application in coop.applications:
            coop.wait(hours=1)
            speak_on_application(coop.ids["ada"], application_id=application, answer="welcome", now=coop.now)
        coop.wait(hours=1)
        coop.pay(payer)
        coop.wait(days=40)
        coop.pay(payer)

    assert world_of(story, carried="dev", payer="hana") == world_of(story, carried="hana", payer="dev")


def test_an_admission_of_whom_the_fund_carries_has_dues_of_somebody_at_its_side(coop):
    coop.vouch(coop.apply("dev"))
    coop.wait(hours=1)
    coop.waive("dev")
    coop.wait(hours=1)
    coop.pay("caro")
    member = members.member_of(coop.ids["dev"])
    assert member is not None
    assert [each.at for each in queries.entries(ANYONE)] == [member.since]
