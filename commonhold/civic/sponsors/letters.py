"""Mails to a sponsor's contact: what they say."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.sponsors import asked, keys
from commonhold.civic.sponsors.models import Ad, AdStep
from commonhold.civic.sponsors.vocabulary import Step
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.installation.queries import place
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.social.letters import actions as letters


def write(ad: Ad, kind: str, now: datetime) -> None:
    """Have a letter go out, with the address at which its contact sees and answers for the ad."""
    here = place()
    if here is None or not ad.sponsor.contact:
        return
    co_op = " ".join(charter.current().read(CoopCharter).name.split())
    subject, words = _words(kind, ad)
    body = [words, f"{here.public_url}/money/sponsors/{ad.id}?key={keys.key_of(ad.id)}"]
    if kind == "confirm":
        body.append(_("If you never asked {co_op} for an ad, do nothing: we forget it in three days."))
    text = "\n\n".join(body).format(co_op=co_op) + "\n"
    letters.write_to_addresses([(ad.sponsor.contact, subject.format(co_op=co_op), text)], now=now)


def _words(kind: str, ad: Ad) -> tuple[str, str]:
    if kind == "confirm":
        return (
            _("Is this ad yours? ({co_op})"),
            _("Somebody handed an ad in at {co_op} and named this address. If it was you, say so here:"),
        )
    if kind == "approved":
        words = _(
            "Our panel approved your ad. It runs when {amount} has arrived. Please give this reference:"
        )
        amount = amount_in_words(ad.cents, ad.currency)
        return _("Your ad is approved ({co_op})"), f"{words.replace('{amount}', amount)} {_reference(ad)}"
    if kind == "declined":
        reason = _reason(ad, Step.DECLINED)
        return _(
            "Your ad is declined ({co_op})"
        ), f"{_('Our panel declined your ad, and says why:')} {reason}"
    if kind == "ended":
        reason = _reason(ad, Step.ENDED)
        words = _("Our panel ended your ad. The days that it did not run are paid back. The reason:")
        return _("Your ad has ended early ({co_op})"), f"{words} {reason}"
    if kind == "runs":
        return _("Your ad runs ({co_op})"), _("Your money arrived, and your ad runs from now on. Its page:")
    return _("Your ad is over ({co_op})"), _("Your ad ran to its end. How often it was shown stands here:")


def _reference(ad: Ad) -> str:
    found = asked.expected(ad)
    return "" if found is None else found.reference_words


def _reason(ad: Ad, kind: Step) -> str:
    """Braces in it are the sponsor's to read, and no places to be filled."""
    row = AdStep.objects.filter(ad=ad, kind=kind).first()
    return "" if row is None else row.reason.replace("{", "{{").replace("}", "}}")
