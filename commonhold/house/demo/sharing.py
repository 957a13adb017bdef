"""How the yard shares: it began with the same for everybody; a vote chose own slices, and pay for work."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.contributions import computing
from commonhold.civic.contributions import queries as contributions
from commonhold.civic.contributions.actions.opening import open_bundle
from commonhold.civic.contributions.actions.previews import ask_for_preview
from commonhold.civic.contributions.actions.work import confirm_work, verify_work
from commonhold.civic.contributions.decisions import SetSharing
from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions import actions as decisions
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.people.queries import ANYONE

_DAY = 5.2
_EQUAL = SetSharing("equal_share_v1")
_SLICES = SetSharing("own_slice_v1", fund_pot_cents=400, reserve_share="1/10", reserve_target_cents=60_000)
_RATES = (("moderation_hour_cents", 1_000), ("code_hour_cents", 1_500), ("work_most_cents", 6_000))
_WORK = (
    (27.5, "lea", "moderation", 2, "Reports of the first weeks, read and answered"),
    (29.0, "jun", "code", 3, "The page of the seed library, in our colours"),
    (57.5, "jun", "code", 1, "The calendar keeps Mondays free"),
)


def plan(town: Town) -> None:
    on = town.calendar.on
    on(0.05, _founders_begin)
    on(_DAY, _proposes(town))
    for number, (day, who, kind, units, what) in enumerate(_WORK):
        is_confirmed = number < len(_WORK) - 1
        on(day, _works(town, who, kind, units, what, is_confirmed=is_confirmed))
    for day in range(1, 60):
        on(day + 0.31, computing.sweep)
    on(58.2, _audits(town))
    on(58.3, _wonders(town))
    on(58.35, computing.sweep)


def _founders_begin(at: datetime) -> None:
    enacted = decisions.enact([_EQUAL], reference="founders:sharing", rule=UNANIMOUS, now=at)
    assert enacted.done, enacted.reason


def _proposes(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        ada = town.ids["ada"]
        rates = [SetParameter(f"contributions.{name}", cents) for name, cents in _RATES]
        made = draft_proposal(
            ada,
            title="Share by thanks, and pay for work",
            text=(
                "The same for everybody was a good beginning. I would rather give what is left of my dues to "
                "those who helped me, and pay what a few of us do for all: moderation and code."
            ),
            decisions=[_SLICES, *rates, AppointMandate(str(town.ids["caro"]), Role.AUDITOR)],
            now=at,
        )
        announce_proposal(ada, proposal_id=made, now=at)
        roll = [each for each in town.members() if members.may_vote(town.ids[each], at=at)]
        town.calendar.on(_DAY + 0.3, _votes(town, made, roll))

    return deed


def _votes(town: Town, proposal_id: int, roll: list[str]) -> Deed:
    def deed(at: datetime) -> None:
        for handle in roll:
            cast_ballot(town.ids[handle], proposal_id=proposal_id, choice="yes", now=at)

    return deed


def _works(town: Town, who: str, kind: str, units: int, what: str, *, is_confirmed: bool) -> Deed:
    def deed(at: datetime) -> None:
        rates = {each.code for each, _cents in contributions.works(ANYONE, now=at).rates}
        if kind not in rates or members.member_of(town.ids.get(who, 0)) is None:
            return
        made = verify_work(
            town.ids["ada"], person_id=town.ids[who], kind=kind, units=units, what=what, now=at
        )
        if is_confirmed:
            confirm_work(town.ids["ben"], work_id=made, now=at)

    return deed


def _audits(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        auditors = mandates.holders(Role.AUDITOR, at=at)
        shared = contributions.splits(ANYONE)
        if auditors and shared:
            open_bundle(
                auditors[0].person_id,
                month=shared[0].month,
                reason="Line by line, as every year before the members' meeting",
                now=at,
            )

    return deed


def _wonders(town: Town) -> Deed:
    """Finn asks what the same for everybody would have meant."""
    return lambda at: ask_for_preview(town.ids["finn"], terms=_EQUAL.terms(charter.current()), now=at)
