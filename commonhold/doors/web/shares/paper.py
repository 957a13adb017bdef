"""Shares on paper. A letter that our vendored font lacks is replaced, and the paper says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from fpdf.fonts import TTFFont

from commonhold.civic.shares.queries import ListedMember, MyShares
from commonhold.doors.web.money.paper import Paper
from commonhold.doors.web.shares import wording
from commonhold.ground.charter import dates
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.social.people.queries import PersonLine

_LACKING = "?"


def certificate(mine: MyShares, owner: PersonLine, *, home: str, now: datetime) -> bytes:
    """What the register says of one member's shares."""
    co_op, coin = charter.current().read(CoopCharter).name, mine.currency
    page = Paper(f"{co_op}, {dates.day(now)}")
    page.set_title(_("Shares in {name}").format(name=co_op))
    page.set_author(co_op)
    page.set_creation_date(now)
    page.heading(_spelt(page, co_op), size=11)
    page.heading(_("Certificate of shares"), size=20)
    shares = ngettext("{n} share", "{n} shares", mine.all.shares).format(n=mine.all.shares)
    page.heading(_spelt(page, owner.name), size=15)
    page.words(_("Member number {number}, @{handle}").format(number=mine.numbers[-1], handle=owner.handle))
    page.heading(_("holds {shares}").format(shares=shares), size=15)
    nominal = amount_in_words(mine.rules.nominal_cents, coin)
    page.row(_("Nominal value of one share"), nominal)
    page.row(_("Paid in"), amount_in_words(mine.all.paid_cents, coin), bold=True)
    if mine.all.unpaid_cents:
        page.row(_("Subscribed and not paid yet"), amount_in_words(mine.all.unpaid_cents, coin))
    if mine.all.written_cents:
        page.row(_("Borne of losses"), amount_in_words(mine.all.written_cents, coin))
    page.heading(_("Operations of the register"))
    for each in reversed(mine.operations):
        words = wording.operation(each.kind, came=each.shares > 0)
        said = f"{each.number} · {dates.day(each.at)} · {words}"
        page.row(said, _moved(each.shares, each.paid_cents, coin))
    page.ln(4)
    page.words(
        _(
            "This paper says what the register said on {day}. It is no security: shares are taken and given "
            "back at their nominal value, less losses, and pass to another member only as our charter says. "
            "They give no vote beside the one that every member has."
        ).format(day=dates.day_and_clock(now)),
        quiet=True,
    )
    _say_what_is_lacking(page, co_op, owner.name)
    page.words(home, quiet=True, size=7.5)
    return bytes(page.output())


def member_list(lines: Sequence[ListedMember], *, now: datetime) -> bytes:
    """The list that the law asks for."""
    co_op = charter.current().read(CoopCharter).name
    page = Paper(f"{co_op}, {dates.day(now)}")
    page.set_title(_("List of members: {name}").format(name=co_op))
    page.set_author(co_op)
    page.set_creation_date(now)
    page.heading(_spelt(page, co_op), size=11)
    page.heading(_("List of members"), size=20)
    page.words(_("As of {day}.").format(day=dates.day_and_clock(now)), quiet=True)
    for each in lines:
        left = "" if each.left_at is None else _(", left {day}").format(day=dates.day(each.left_at))
        joined = _("joined {day}").format(day=dates.day(each.since))
        name = _spelt(page, each.person.name)
        shares = ngettext("{n} share", "{n} shares", each.held.shares).format(n=each.held.shares)
        page.row(f"{each.number} · {name} (@{each.person.handle}) · {joined}{left}", shares)
    page.ln(3)
    total = sum(each.held.shares for each in lines)
    page.row(_("All together"), ngettext("{n} share", "{n} shares", total).format(n=total), bold=True)
    _say_what_is_lacking(page, *(each.person.name for each in lines))
    return bytes(page.output())


def _moved(shares: int, paid_cents: int, coin: str) -> str:
    if shares:
        return ngettext("{n} share", "{n} shares", abs(shares)).format(n=f"{shares:+d}")
    return amount_in_words(paid_cents, coin, signed=True)


def _known(page: Paper, letter: str) -> bool:
    font = page.fonts["inter"]
    return letter.isspace() or (isinstance(font, TTFFont) and ord(letter) in font.cmap)


def _spelt(page: Paper, words: str) -> str:
    return "".join(each if _known(page, each) else _LACKING for each in words)


def _say_what_is_lacking(page: Paper, *texts: str) -> None:
    if any(not _known(page, each) for words in texts for each in words):
        page.words(
            _("{mark} stands for a letter that the font of this paper lacks.").format(mark=_LACKING),
            quiet=True,
        )
