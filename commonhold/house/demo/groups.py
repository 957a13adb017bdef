"""Three groups of the sample co-op, one of each kind, what they meet for, and an election."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.events.actions import Plan, answer_event, plan_event
from commonhold.social.groups import queries as groups
from commonhold.social.groups.actions import elections, founding, joining
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import announce_in_group, pin_in_group, publish_post

_GARDENERS = ("caro", "ada", "emil", "noa", "pia", "rosa", "lea", "kira", "finn", "sam", "hana", "ben")
_MENDERS = ("ada", "paul", "ivo", "vik", "nils", "dora", "tea", "caro")
_KITCHEN = ("yara", "rosa", "hana", "ada", "ben", "said")

_GARDEN_RULES = """\
1. Share what you grow, and what you know.
2. No poison, in the beds or in the words.
3. Whoever borrows the wheelbarrow brings it back **clean**.
"""

_SEED_LIST = """\
**Seed drawers, this week**

- Beans: three kinds, take what you like
- Chard: the last bag, please bring some back
- Tomatoes: lettered A to F, *write down what you took*
"""

_MENDING_RULES = """\
Nobody is stupid because something is broken. We explain while we mend; what can't be mended is taken apart
for parts. *Mains voltage is Dora's and Nils's.*
"""


def plan(town: Town) -> None:
    """Put the groups' days into the calendar."""
    on = town.calendar.on
    on(34.0, _begins(town))
    on(34.4, _gather(town, "garden", _GARDENERS[1:]))
    on(34.5, _gather(town, "mending", _MENDERS[1:]))
    on(34.6, _gather(town, "kitchen", _KITCHEN[1:]))
    on(36.2, _calls(town, "garden", ("ada", "emil", "noa")))
    on(36.9, _stand(town))
    on(40.3, _vote(town))
    on(41.0, _plans_the_swap(town))
    on(56.2, _plans_the_evening(town))
    on(57.3, _asks(town))
    on(57.6, _talk(town))


def _begins(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        founding.found_group(
            town.ids["caro"],
            handle="garden",
            title="Garden and seeds",
            summary="Beds behind the library, seed drawers inside it, and why the beans died.",
            rules=_GARDEN_RULES,
            now=at,
        )
        founding.found_group(
            town.ids["ada"],
            handle="mending",
            title="Repair evening",
            summary="Second Thursday, long tables, good light. Bring what is broken.",
            rules=_MENDING_RULES,
            joining="approval",
            now=at,
        )
        founding.found_group(
            town.ids["yara"],
            handle="kitchen",
            title="Kitchen rota",
            summary="Who cooks on which Sunday, and for how many.",
            joining="invitation",
            is_readable_by_all=False,
            now=at,
        )

    return deed


def _gather(town: Town, handle: str, others: tuple[str, ...]) -> Deed:
    """Its first moderator invites them, and they come."""

    def deed(at: datetime) -> None:
        group_id = _group(town, handle)
        (founder,) = groups.moderator_ids(group_id)
        for each in others:
            joining.invite_to_group(founder, group_id=group_id, person_id=town.ids[each], now=at)
            joining.accept_invitation(town.ids[each], group_id=group_id, now=at)

    return deed


def _talk(town: Town) -> Deed:
    """What is said in the garden and in the kitchen, with a pin, an announcement and an answer."""

    def deed(at: datetime) -> None:
        garden, kitchen = _group(town, "garden"), _group(town, "kitchen")
        said = {
            (who, group_id): publish_post(
                town.ids[who], text=text, audience="group", group_id=group_id, language="en", now=at
            )
            for who, group_id, text in (
                ("emil", garden, _SEED_LIST),
                ("pia", garden, "Whose beans are on the third bed? They need a second string."),
                ("noa", garden, "The bees are back from the orchard. Slow steps near the hives, please."),
                ("yara", kitchen, "Sunday: lentils for forty. I need two people at nine, and the big pot."),
            )
        }
        pin_in_group(town.ids["emil"], post_id=said["emil", garden], now=at)
        announce_in_group(town.ids["noa"], post_id=said["noa", garden], now=at)
        publish_post(
            town.ids["ada"],
            text="Mine. I come by after the meeting.",
            in_reply_to=said["pia", garden],
            language="en",
            now=at + timedelta(minutes=20),
        )

    return deed


def _calls(town: Town, handle: str, callers: tuple[str, ...]) -> Deed:
    def deed(at: datetime) -> None:
        for each in callers:
            elections.call_election(town.ids[each], group_id=_group(town, handle), now=at)

    return deed


def _stand(town: Town) -> Deed:
    said = {
        "caro": "I began it and would like to go on, but not alone.",
        "emil": "I keep the seed list anyway.",
        "noa": "Calm near bees, calm near arguments.",
        "pia": "I read everything before I answer.",
    }

    def deed(at: datetime) -> None:
        for each, words in said.items():
            elections.stand(town.ids[each], election_id=_election(town), words=words, now=at)

    return deed


def _vote(town: Town) -> Deed:
    rankings = [
        *[("caro", "emil", "noa")] * 3,
        *[("noa", "pia")] * 3,
        *[("emil", "caro")] * 3,
        *[("pia", "noa", "caro")] * 2,
    ]

    def deed(at: datetime) -> None:
        election_id = _election(town)
        for voter, ranking in zip(_GARDENERS, rankings, strict=False):
            choices = [town.ids[each] for each in ranking]
            elections.vote_in_group(town.ids[voter], election_id=election_id, choices=choices, now=at)

    return deed


def _plans_the_swap(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        event = _plan(
            town,
            "emil",
            "garden",
            at,
            days=8,
            title="Seed swap",
            place="The library, ground floor",
            text="Bring what you saved, labelled. There is tea.",
        )
        _answer(town, event, at, yes=("ada", "caro", "noa", "pia", "rosa", "lea"), maybe=("kira",))

    return deed


def _plans_the_evening(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        event = _plan(
            town,
            "paul",
            "mending",
            at,
            days=9,
            title="Repair evening",
            place="The workshop in the yard",
            capacity=14,
            link="https://meet.example.org/repair-evening",
            text="Radios, chains, zips and lamps. **Nils** has the magnifier. Soup at nine.",
        )
        _answer(town, event, at, yes=("ivo", "vik", "nils", "dora", "ada"), maybe=("tea", "caro"))

    return deed


def _asks(town: Town) -> Deed:
    """Dev waits to be let in."""
    words = "I mend radios, and would like to learn clocks."
    return lambda at: joining.ask_to_join(
        town.ids["dev"], group_id=_group(town, "mending"), words=words, now=at
    )


def _plan(town: Town, host: str, handle: str, at: datetime, *, days: int, **said: object) -> int:
    starts = at.replace(hour=16, minute=0, second=0, microsecond=0) + timedelta(days=days)
    made: Callable[..., Plan] = Plan
    plan = made(starts_at=starts, ends_at=starts + timedelta(hours=3), time_zone="Europe/Berlin", **said)
    return plan_event(town.ids[host], plan=plan, group_id=_group(town, handle), now=at)


def _answer(town: Town, event_id: int, at: datetime, *, yes: tuple[str, ...], maybe: tuple[str, ...]) -> None:
    for each in (*yes, *maybe):
        answer = "yes" if each in yes else "maybe"
        answer_event(town.ids[each], event_id=event_id, answer=answer, now=at)


def _group(town: Town, handle: str) -> int:
    return groups.group(Viewer(town.ids["ada"]), handle).line.id


def _election(town: Town) -> int:
    election_id = groups.group(Viewer(town.ids["ada"]), "garden").election_id
    if election_id is None:
        raise ValueError("the garden does not elect")
    return election_id
