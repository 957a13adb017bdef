"""Three cases of the sample co-op: Finn's soup, which a jury gave back; Vik's picture, whose appeal waits;
and Ivo's bicycles, on whose jury Ada sits."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.moderation import actions as moderation
from commonhold.civic.moderation import queries as kept
from commonhold.civic.moderation.actions import Reasons
from commonhold.ground.record import sequencer
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import actions as posts

_SOUP = "To whoever moved the bench again: your soup will hear from my lawyer, and so will your dog."
_BRIDGE = "The bridge at night, as I saw it myself. No fog this time."
_BIKES = "Whoever buys a bike on Saturday without asking me first buys a stolen one. You know who you are."
_VERDICTS = [
    (False, "The dog was mentioned in love. Nobody who knows Finn reads a threat in it."),
    (False, "A lawyer for soup is a joke. The label says more about us than about him."),
    (True, "I would not like to be that dog. But I see that others laugh."),
    (False, "Read the thread: both of them laugh in it."),
]


def plan(town: Town) -> None:
    """Put them into the calendar; the lot is drawn a day after Finn asks for it."""
    case: dict[str, int] = {}
    town.calendar.on(50.3, _reported(town, case, "finn", _SOUP, by="yara", rule=0))
    town.calendar.on(50.6, _labelled(town, case, "Reads like a threat", "It speaks of a lawyer and a dog."))
    town.calendar.on(50.8, _appealed(town, case, "finn", "It is soup. And I like the dog."))
    town.calendar.on(51.1, _upheld(town, case, "I laughed, but whoever was meant may not have."))
    town.calendar.on(51.3, _appealed(town, case, "finn", "Let others read it, please."))
    town.calendar.on(52.2, _signed_so_far(town))
    town.calendar.on(53.4, _voted(town))
    bikes: dict[str, int] = {}
    town.calendar.on(55.3, _reported(town, bikes, "ivo", _BIKES, by="wes", rule=0))
    town.calendar.on(55.6, _labelled(town, bikes, "Nobody is known to sell stolen bikes", "He names nobody."))
    town.calendar.on(55.9, _appealed(town, bikes, "ivo", "I have had three of them on my stand."))
    town.calendar.on(56.4, _upheld(town, bikes, "It may be so, and it is said of everybody who sells."))
    town.calendar.on(56.8, _appealed(town, bikes, "ivo", "Ask anybody who had theirs taken."))
    town.calendar.on(57.7, _signed_so_far(town))
    town.calendar.on(58.4, _passed_on_to(town, "ada"))
    other: dict[str, int] = {}
    town.calendar.on(58.8, _reported(town, other, "vik", _BRIDGE, by="kira", rule=3))
    town.calendar.on(59.1, _labelled(town, other, "Made by Kira", "Kira showed us the picture of last May."))
    town.calendar.on(59.5, _appealed(town, other, "vik", "It is another bridge, and I can show it."))


def _reported(town: Town, case: dict[str, int], whose: str, text: str, *, by: str, rule: int) -> Deed:
    def deed(at: datetime) -> None:
        said = posts.publish_post(town.ids[whose], text=text, audience="public", language="en", now=at)
        law = kept.rules()[rule]
        sent = moderation.report(town.ids[by], about=f"post:{said}", rule=law, now=at)
        case["rule"] = rule
        case["id"] = moderation.open_case(town.ids["ben"], report_id=sent, answer="We look at it.", now=at)

    return deed


def _labelled(town: Town, case: dict[str, int], label: str, facts: str) -> Deed:
    def deed(at: datetime) -> None:
        case["measure"] = moderation.take_measure(
            town.ids["ben"],
            case_id=case["id"],
            kind="label",
            reasons=Reasons(facts, kept.rules()[case["rule"]]),
            label=label,
            now=at,
        )

    return deed


def _appealed(town: Town, case: dict[str, int], who: str, words: str) -> Deed:
    def deed(at: datetime) -> None:
        case["appeal"] = moderation.appeal(town.ids[who], measure_id=case["measure"], words=words, now=at)

    return deed


def _upheld(town: Town, case: dict[str, int], reasons: str) -> Deed:
    def deed(at: datetime) -> None:
        moderation.review(
            town.ids["caro"],
            appeal_id=case["appeal"],
            upholds=True,
            reasons=reasons,
            now=at,
        )

    return deed


def _signed_so_far(town: Town) -> Deed:
    """The record signs a head a day; the lot needs the one that holds what it committed to."""

    def deed(at: datetime) -> None:
        began = town.calendar.began
        for day in range((at - began).days + 1):
            sequencer.sequence(min(began + timedelta(days=day + 1), at))

    return deed


def _passed_on_to(town: Town, name: str) -> Deed:
    """Others leave their seat to the next in the lot, one after the other, until it is hers."""

    def deed(at: datetime) -> None:
        for _seat in town.ids:
            calls = {who: kept.calls_of(Viewer(person_id)) for who, person_id in town.ids.items()}
            *_others, last = (who for who in calls if calls[who])
            if calls[name]:
                return
            moderation.decline_seat(town.ids[last], draw_id=calls[last][0].id, now=at)

    return deed


def _voted(town: Town) -> Deed:
    """Whoever the lot called votes, in turn; the jury is done when the last one has. Ada sits on the next."""

    def deed(at: datetime) -> None:
        number = 0
        for call in kept.calls_of(Viewer(town.ids["ada"])):
            moderation.decline_seat(town.ids["ada"], draw_id=call.id, now=at)
        for person_id in town.ids.values():
            for call in kept.calls_of(Viewer(person_id)):
                upholds, reasons = _VERDICTS[number % len(_VERDICTS)]
                moderation.give_verdict(person_id, draw_id=call.id, upholds=upholds, reasons=reasons, now=at)
                number += 1

    return deed
