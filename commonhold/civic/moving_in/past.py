"""A list of past decisions as CSV: date, title, result and, if you like, text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from commonhold.civic.moving_in.models import PastDecision
from commonhold.civic.moving_in.reading import Read, day_in, table

NEEDS = ("date", "title", "result")
LONGEST, LONGEST_TEXT = 200, 20_000


@dataclass(frozen=True)
class Said:
    day: date
    title: str
    result: str
    text: str


@dataclass
class Decisions(Read):
    decisions: list[Said] = field(default_factory=list)
    known: int = 0  # how many stand here already


def read(text: str, *, today: date) -> Decisions:
    """All that it says. Raises CannotBeRead."""
    found = Decisions()
    there = set(PastDecision.objects.values_list("day", "title"))
    for row in table(text, needs=NEEDS):
        title, result, words = row.get("title"), row.get("result"), row.get("text")
        try:
            day = day_in(row.get("date"))
        except ValueError:
            found.wrong(row.line, _("“{text}” is no day such as 2019-05-31.").format(text=row.get("date")))
            continue
        if day > today:
            found.wrong(row.line, _("It would be decided in the future."))
        elif not 1 <= len(title) <= LONGEST or not 1 <= len(result) <= LONGEST:
            found.wrong(row.line, _("Title and result have between 1 and {n} characters.").format(n=LONGEST))
        elif len(words) > LONGEST_TEXT:
            found.wrong(row.line, _("The text may have {n} characters at most.").format(n=LONGEST_TEXT))
        elif (day, title) in there:
            found.known += 1
        else:
            there.add((day, title))
            found.decisions.append(Said(day, title, result, words))
    return found
