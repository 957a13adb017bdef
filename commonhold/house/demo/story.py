"""What happens in the sample co-op, day by day. Everything is done by the actions that people use."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.db.transaction import atomic

from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.treasury.actions import books, waivers
from commonhold.ground.installation.mode import Mode
from commonhold.ground.record import sequencer
from commonhold.house.demo import (
    bank,
    belonging,
    capital,
    circles,
    elsewhere,
    exchanging,
    faces,
    finding,
    groups,
    hours,
    joining,
    judged,
    labelled,
    ladder,
    lastyear,
    letters,
    life,
    moving,
    newcomer,
    on_top,
    passing_on,
    pictures,
    pocket,
    portraits,
    purse,
    safety,
    sealed,
    second,
    sharing,
    sponsors,
    talking,
    together,
    told,
    votes,
    writing,
)
from commonhold.house.demo.calendar import Calendar, Deed
from commonhold.house.demo.people import CAST, NEIGHBOURS
from commonhold.house.demo.town import Town
from commonhold.social.letters import outbox as letters_outbox
from commonhold.social.notifications import outbox
from commonhold.social.people import actions as people

PASSWORD = "lantern light"  # noqa: S105 - printed for everybody who tries the demo
DAYS = 60
_SEED = 20_260_501


def tell(now: datetime, *, public_url: str) -> None:
    """Live a quiet year and sixty days that end at `now`: all of it or, if anything goes wrong, none."""
    began = (now - timedelta(days=DAYS)).replace(minute=0, second=0, microsecond=0)
    with atomic():
        town = Town(Calendar(began, now), Random(_SEED))  # noqa: S311 - the same story at every birth
        _found(town, public_url)
        lastyear.live(town, now=began)
        _welcome_everybody(town)
        _keep_the_books(town)
        votes.plan(town)
        belonging.plan(town)
        purse.plan(town)
        capital.plan(town)
        sharing.plan(town)
        sponsors.plan(town)
        exchanging.plan(town)
        bank.plan(town)
        life.plan(town)
        told.plan(town)
        passing_on.plan(town)
        pictures.plan(town)
        finding.plan(town)
        talking.plan(town)
        letters.plan(town)
        newcomer.plan(town)
        writing.plan(town)
        groups.plan(town)
        safety.plan(town)
        moving.plan(town)
        portraits.plan(town)
        faces.plan(town)
        on_top.plan(town)
        circles.plan(town)
        elsewhere.plan(town)
        ladder.plan(town)
        judged.plan(town)
        labelled.plan(town)
        second.plan(town)
        pocket.plan(town)
        together.plan(town)
        hours.plan(town)
        sealed.plan(town)
        joining.plan(town)
        town.calendar.live()
    pictures.hang(now)
    portraits.show(now)
    # A checkpoint a day, as if the sequencer had run all the time.
    for day in range(DAYS + 1):
        sequencer.sequence(min(began + timedelta(days=day + 1), now))
    _empty_the_letter_box(now)


def _empty_the_letter_box(now: datetime) -> None:
    """What the days wrote goes out now, so that the first minute of a server is its visitors'."""
    for deliver in (letters_outbox.deliver, outbox.deliver_digests):
        while deliver(now):
            pass


def _found(town: Town, public_url: str) -> None:
    founders, then = ["ada", "ben", "caro"], lastyear.begins(town.calendar.began)
    made = found(
        name="Lantern Yard",
        purpose=(
            "To own together the network on which our neighbourhood talks, decides and shares: the repair "
            "evenings, the seed library, the kitchen and everything that somebody starts next."
        ),
        founders=[Founder(name, f"{name}@example.org", PASSWORD) for name in founders],
        public_url=public_url,
        mode=Mode.DEMO,
        time_zone="Europe/Berlin",
        now=then,
    )
    for handle, person_id in zip(founders, made, strict=True):
        town.ids[handle] = person_id
        town.branches[handle] = len(town.branches) + 1
        name, summary = CAST[handle]
        people.describe_person(person_id, display_name=name, summary=summary, now=then)
        faces.say_more(handle, person_id, then)
    for follower in made:
        for followed in made:
            if follower != followed:
                people.follow(follower, person_id=followed, now=then)


def _welcome_everybody(town: Town) -> None:
    """Forty-two people come one after another; Tom leaves again, Dev still waits for his second vouch."""
    coming = [("finn", *CAST["finn"]), *NEIGHBOURS]
    for number, (handle, name, summary) in enumerate(coming):
        day = 1.2 + number * 0.62
        town.calendar.on(day, life.arrives(town, handle, name, summary, PASSWORD))
        town.calendar.on(day + 0.5, life.applies(town, handle))
        town.calendar.on(day + 1.0, life.is_vouched_for(town, handle))
        town.calendar.on(day + 1.3, life.is_vouched_for(town, handle))
        town.calendar.on(day + 2.0, life.dues_arrive(town))
    town.calendar.on(55.0, life.arrives(town, "dev", *CAST["dev"], PASSWORD))
    town.calendar.on(57.0, life.applies(town, "dev"))
    town.calendar.on(58.0, life.is_vouched_for(town, "dev"))


def _keep_the_books(town: Town) -> None:
    on, ids = town.calendar.on, town.ids
    on(0.1, lambda at: waivers.ask_for_waiver(ids["caro"], now=at))
    on(0.3, lambda at: waivers.grant_waiver(ids["ada"], person_id=ids["caro"], now=at))
    on(20.1, lambda at: waivers.ask_for_waiver(ids["yara"], now=at))
    on(20.4, lambda at: waivers.grant_waiver(ids["ada"], person_id=ids["yara"], now=at))
    for day, cents in ((2.0, 12_000), (24.0, 4_500), (51.0, 2_500)):
        on(day, _gives(town, cents))
    for day in range(3, DAYS, 4):
        on(day + 0.6, life.dues_arrive(town))


def _gives(town: Town, cents: int) -> Deed:
    return lambda at: books.give_to_fund(town.ids["ben"], cents=cents, now=at)
