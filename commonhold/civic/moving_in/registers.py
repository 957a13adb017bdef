"""A register of members as CSV: number, name, email, joined and, where there are several, class."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from commonhold.civic.members import queries as members
from commonhold.civic.moving_in.models import Invitation
from commonhold.civic.moving_in.reading import Read, Row, Wrong, day_in, table
from commonhold.social.people.names import LONGEST_NAME

NEEDS = ("number", "name", "email", "joined")
HIGHEST = 1_000_000


@dataclass(frozen=True)
class Entry:
    """One member of before."""

    number: int
    name: str
    email: str
    joined: date
    class_key: str


@dataclass
class Register(Read):
    entries: list[Entry] = field(default_factory=list)


def read(text: str, *, today: date) -> Register:
    """All that it says. Raises CannotBeRead."""
    found = Register()
    taken = members.taken_numbers()
    invited = Invitation.objects.filter(revoked_at=None)
    numbers = {*taken, *invited.values_list("number", flat=True)}
    emails = set(invited.values_list("email", flat=True))
    for row in table(text, needs=NEEDS):
        try:
            entry = _entry(row, today)
        except Wrong as wrong:
            found.wrong(row.line, str(wrong))
            continue
        if entry.number in numbers:
            found.wrong(row.line, _("Number {n} is taken.").format(n=entry.number))
        elif entry.email in emails:
            found.wrong(row.line, _("{email} is there a second time.").format(email=entry.email))
        else:
            found.entries.append(entry)
        numbers.add(entry.number)
        emails.add(entry.email)
    return found


def _entry(row: Row, today: date) -> Entry:
    number, name, email = row.get("number"), row.get("name"), row.get("email").lower()
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= HIGHEST:
        raise Wrong(_("“{text}” is no number of a member.").format(text=number))
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Wrong(_("A name has between 1 and {n} characters.").format(n=LONGEST_NAME))
    try:
        validate_email(email)
    except ValidationError:
        raise Wrong(_("“{text}” is no e-mail address.").format(text=email)) from None
    try:
        joined = day_in(row.get("joined"))
    except ValueError:
        text = row.get("joined")
        raise Wrong(_("“{text}” is no day such as 2019-05-31.").format(text=text)) from None
    if joined > today:
        raise Wrong(_("She would join in the future."))
    wanted = row.get("class")
    if wanted and members.classes_now().named(wanted) is None:
        raise Wrong(_("There is no class “{key}” here.").format(key=wanted))
    return Entry(int(number), name, email, joined, wanted)
