"""What happens by itself: each month begins, and applications move on."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.members import queries as members
from commonhold.civic.members.news import Applied, VouchesComplete
from commonhold.civic.treasury import admission, arrears, charges, months
from commonhold.civic.treasury.actions import books, standing
from commonhold.ground.jobs.register import Kind, Payload


def begin_month(payload: Payload, now: datetime) -> None:
    """The first of a month: the fund pays for the month before, and dues are raised at today's amount."""
    books.begin_month(payload["month"], now=now)
    standing.make_bills(payload["month"], now=now)


def raise_first_dues(news: Applied, now: datetime) -> None:
    """An applicant's first dues are those of the month in which she applied."""
    for each in members.applicants():
        if each.application_id == news.application_id:
            charges.raise_dues([each.person_id], month=months.month_of(each.applied_at), now=now)
            admission.with_vouches(each.application_id, now=now)


def admit_after_vouches(news: VouchesComplete, now: datetime) -> None:
    """Vouches came last: who has paid joins now."""
    admission.with_vouches(news.application_id, now=now)


def look_at_arrears(payload: Payload, now: datetime) -> None:
    """Once a day: what stays open is brought to mind, and in the end has its consequence."""
    arrears.look(now)
    arrears.look_tomorrow(now)


KINDS = [Kind("treasury.begin-month", begin_month), Kind("treasury.arrears", look_at_arrears)]
