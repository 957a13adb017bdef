"""What the co-op owes people for thanks and work: told to payments, which pays it out in runs."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.contributions.accounts import CREATORS, WORK_OWED
from commonhold.civic.contributions.models import SplitLine, WorkPay
from commonhold.civic.payments import actions as payments
from commonhold.civic.treasury import months
from commonhold.civic.treasury.accounts import DUES_CREDIT


def owe_for_thanks(line: SplitLine, *, now: datetime) -> None:
    """What one line pays, as it stands in `liabilities:creators`."""
    assert line.person_id is not None  # of erased people nothing is asked
    payments.owe(
        kind="contributions.thanks",
        subject=f"split-line:{line.id}",
        account=CREATORS,
        cents=line.paid,
        currency=line.split.currency,
        person_id=line.person_id,
        words=_("Thanked for in {month}").format(month=months.in_words(line.split.month)),
        now=now,
    )


def owe_for_work(row: WorkPay, *, now: datetime) -> None:
    """What a month's run pays one person for work, as it stands in `liabilities:work`."""
    payments.owe(
        kind="contributions.work",
        subject=f"work-pay:{row.id}",
        account=WORK_OWED,
        cents=row.paid,
        currency=row.currency,
        person_id=row.person_id,
        words=_("Work, paid at the end of {month}").format(month=months.in_words(row.month)),
        now=now,
    )


def owe_credit(person_id: int, *, said: str, cents: int, currency: str, now: datetime) -> None:
    """Credit of somebody who left, as it stands in `liabilities:dues-credit`."""
    payments.owe(
        kind="contributions.credit",
        subject=f"{person_id}:{said}:{currency}",
        account=DUES_CREDIT,
        cents=cents,
        currency=currency,
        person_id=person_id,
        words=_("What was left of your credit on dues"),
        now=now,
    )
