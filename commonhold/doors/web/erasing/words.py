"""What stays of somebody who is erased, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonhold.civic.governance.law import Retention

_WHAT: dict[str, str | Promise] = {
    "books": gettext_lazy("Books: dues, bills, payments"),
    "register": gettext_lazy("The register of members and shares"),
    "decisions": gettext_lazy("Proposals, minutes and decisions"),
    "cases": gettext_lazy("Cases of moderation"),
}
_HOW: dict[str, str | Promise] = {
    "books": gettext_lazy(
        "Amounts and dates, under a number. Your bank details go as soon as nothing is on its way."
    ),
    "register": gettext_lazy("Your number and both dates. Your name goes."),
    "decisions": gettext_lazy("What others have read and decided on, without your name. Drafts go."),
    "cases": gettext_lazy("What the case rests on. It goes when the case is closed for good."),
}


@dataclass(frozen=True)
class KeptLine:
    """One line of what stays: what, how much of it, for how long, and the paragraph that asks for it."""

    what: str
    how: str
    until: str
    paragraph: str
    says: str
    verified: bool


def kept_lines(kept: Sequence[Retention]) -> list[KeptLine]:
    return [
        KeptLine(
            what=str(_WHAT[each.kind]),
            how=str(_HOW[each.kind]),
            until=_until(each),
            paragraph=each.paragraph,
            says=each.says,
            verified=each.verified,
        )
        for each in kept
    ]


def _until(each: Retention) -> str:
    if each.years is not None:
        return ngettext(
            "{n} year after the end of the year", "{n} years after the end of the year", each.years
        ).format(n=each.years)
    if each.months is not None:
        return ngettext(
            "up to {n} month after the last answer", "up to {n} months after the last answer", each.months
        ).format(n=each.months)
    return _("for good")
