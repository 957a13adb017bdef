"""Where an applicant stands, and what is next: the same steps on every page of joining."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.members.queries import ApplicationState, ApplicationView, MemberView
from commonhold.civic.treasury.queries.dues import MyDues
from commonhold.doors.web.decide.story import StepOnPage


def way_of(mine: ApplicationView, dues: MyDues) -> list[StepOnPage]:
    """The steps of an application that is open or was declined; the dues are the viewer's own."""
    names = _names(mine)
    applied = StepOnPage(names[0], "done", mine.at)
    if mine.state is ApplicationState.DECLINED:
        return [applied, StepOnPage(names[1], "stopped", None)]
    welcome = mine.state is ApplicationState.AWAITING_DUES
    settled = bool(dues.charges) and not dues.owed_cents
    return [
        applied,
        StepOnPage(names[1], "done" if welcome else "current", None),
        StepOnPage(names[2], _dues(welcome=welcome, settled=settled), None),
        StepOnPage(names[3], "current" if welcome and settled else "coming", None),
        StepOnPage(names[4], "coming", None),
    ]


def way_of_member(
    member: MemberView, first_ballot: datetime | None, mine: ApplicationView | None
) -> list[StepOnPage]:
    """The last steps of somebody who waits for her first ballot."""
    done = [] if mine is None else [StepOnPage(_names(mine)[0], "done", mine.at)]
    return [
        *done,
        StepOnPage(_("Member"), "done", member.since),
        StepOnPage(_("Your first ballot"), "current", first_ballot),
    ]


def _dues(*, welcome: bool, settled: bool) -> str:
    if settled:
        return "done"
    return "current" if welcome else "coming"


def _names(mine: ApplicationView) -> list[str]:
    who = _("The panel") if mine.to_panel else _("Vouches")
    return [_("Applied, terms accepted"), who, _("First dues"), _("Member"), _("Your first ballot")]
