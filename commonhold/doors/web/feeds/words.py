"""Features, filters and reasons in plain words, with the real numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rulebook.rank.document import Document
from rulebook.rank.why import Reason, Why

Words = str | Promise

#: What each feature looks at, as the editor asks for its weight.
FEATURES: Mapping[str, Words] = {
    "recency": gettext_lazy("How new it is"),
    "follow": gettext_lazy("By people whom I follow"),
    "mutuals": gettext_lazy("By people whom I follow and who follow me"),
    "group": gettext_lazy("Said in a group of mine"),
    "tag": gettext_lazy("With a tag that I follow"),
    "replies": gettext_lazy("Answered by people whom I follow"),
    "boosts": gettext_lazy("Passed on by people whom I follow"),
    "thanks": gettext_lazy("Thanked for, by anybody"),
    "bridging": gettext_lazy("Found worthwhile by people who seldom agree"),
    "newcomer": gettext_lazy("By somebody who came in the last thirty days"),
    "here": gettext_lazy("By people of this server"),
    "media": gettext_lazy("With pictures, sound or a film"),
    "language": gettext_lazy("In the language that I write in"),
    "seen": gettext_lazy("Already read by me"),
    "deprioritised": gettext_lazy("Lowered by a measure"),
    "labelled": gettext_lazy("Labelled by a labeler that I read"),
}

HIDES: Mapping[str, Words] = {
    "answers": gettext_lazy("answers"),
    "boosts": gettext_lazy("what was passed on"),
    "seen": gettext_lazy("what I have read"),
    "strangers": gettext_lazy("people whom I don't follow and share no group or tag with"),
    "other-languages": gettext_lazy("what is in another language than mine"),
    "sensitive": gettext_lazy("what is covered or has a warning"),
    "deprioritised": gettext_lazy("what a measure lowers"),
    "labelled": gettext_lazy("what a labeler that I read labelled"),
}

#: What is the reader's alone.
PERSONAL: Mapping[str, Words] = {
    "reading": gettext_lazy("how far you have read"),
    "language": gettext_lazy("the language that you write in"),
}


@dataclass(frozen=True)
class ReasonWords:
    """One reason as the page shows it: what, the numbers, and where the post would stand without it."""

    what: str
    numbers: str
    without: str
    lifts: bool


@dataclass(frozen=True)
class DocumentWords:
    """A document in plain words: what lifts posts, what lowers them, the most important first."""

    lifts: list[str]
    lowers: list[str]
    rest: list[str]


def reasons_in_words(why: Why) -> list[ReasonWords]:
    return [
        ReasonWords(
            str(FEATURES[each.feature]),
            _("{amount}: value {value} of 1000, times weight {weight}; points: {points}").format(
                amount=_amount(each),
                value=each.value,
                weight=milli(each.weight_milli),
                points=points(each.points),
            ),
            _without(each, why.place),
            each.points > 0,
        )
        for each in why.reasons
    ]


def document_in_words(document: Document) -> DocumentWords:
    by_weight = sorted(document.features.items(), key=lambda each: (-abs(each[1].weight_milli), each[0]))
    said = [
        (
            each.weight_milli > 0,
            _("{what} (weight {weight})").format(what=FEATURES[name], weight=milli(each.weight_milli)),
        )
        for name, each in by_weight
    ]
    return DocumentWords(
        [words for lifts, words in said if lifts],
        [words for lifts, words in said if not lifts],
        _rest(document),
    )


def milli(weight: int) -> str:
    """Thousandths as people write them: 1.5, or -0.25."""
    sign, rest = ("\N{MINUS SIGN}" if weight < 0 else ""), abs(weight)
    digits = f"{rest % 1000:03}".rstrip("0")
    return f"{sign}{rest // 1000}.{digits}" if digits else f"{sign}{rest // 1000}"


def points(millionths: int) -> str:
    """Points, rounded towards nothing to a thousandth for reading; the file has all six decimals."""
    sign = "\N{MINUS SIGN}" if millionths < 0 else ""
    return f"{sign}{milli(abs(millionths) // 1000)}"


def _amount(reason: Reason) -> str:
    amount = reason.amount
    match reason.feature:
        case "recency":
            return _age(amount)
        case "thanks":
            return ngettext("{n} person thanked for it", "{n} people thanked for it", amount).format(n=amount)
        case "replies":
            return ngettext("{n} answer by them", "{n} answers by them", amount).format(n=amount)
        case "boosts":
            return ngettext("{n} of them passed it on", "{n} of them passed it on", amount).format(n=amount)
        case "bridging" | "deprioritised":
            return _("{n} of 1000").format(n=amount)
    return _("yes")


def _age(minutes: int) -> str:
    if minutes < 120:
        return ngettext("{n} minute old", "{n} minutes old", minutes).format(n=minutes)
    if minutes < 48 * 60:
        hours = minutes // 60
        return ngettext("{n} hour old", "{n} hours old", hours).format(n=hours)
    days = minutes // (24 * 60)
    return ngettext("{n} day old", "{n} days old", days).format(n=days)


def _without(reason: Reason, place: int) -> str:
    if reason.place_without == place:
        return _("Without this it would stand at the same place.")
    return _("Without this it would stand at place {place}.").format(place=reason.place_without)


def _rest(document: Document) -> list[str]:
    said = []
    if "recency" in document.features:
        hours = document.features["recency"].params["half_life_hours"]
        said.append(
            ngettext(
                "After {n} hour half of a post's freshness is left.",
                "After {n} hours half of a post's freshness is left.",
                hours,
            ).format(n=hours)
        )
    if document.hide:
        said.append(_("It leaves out: {what}.").format(what=_listed([HIDES[each] for each in document.hide])))
    days = document.oldest_hours / 24
    said.append(_("Nothing in it is older than {days} days.").format(days=f"{days:g}"))
    if document.author_decay_milli < 1000:
        said.append(
            _("Each further post by the same person keeps {share} of its points.").format(
                share=f"{document.author_decay_milli / 10:g} %"
            )
        )
    if document.most_of_ten < 10:
        said.append(_("Of ten posts in a row at most {n} are of one topic.").format(n=document.most_of_ten))
    return said


def _listed(words: Sequence[Words]) -> str:
    return ", ".join(str(each) for each in words)
