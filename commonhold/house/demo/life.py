"""Daily life: arriving, joining, paying, following, writing, answering, thanking."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.members import actions as members
from commonhold.civic.members import queries as member_queries
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.actions import dues
from commonhold.house.demo import words
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.people import CAST
from commonhold.house.demo.town import Town
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import actions as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import actions as posts

_POSTS, _REPLIES, _THANKS, _FAVOURITES = 150, 170, 160, 320


def arrives(town: Town, handle: str, name: str, summary: str, password: str) -> Deed:
    """Somebody opens an account; only the cast gets a way to sign in."""

    def deed(at: datetime) -> None:
        if handle in CAST:
            made = people.open_account(
                email=f"{handle}@example.org",
                password=password,
                handle=handle,
                display_name=name,
                confirmed=True,
                agrees_on="signing up",
                now=at,
            )
        else:
            made = people.create_person(login_id=None, handle=handle, display_name=name, now=at)
        people.describe_person(made, display_name=name, summary=summary, now=at)
        known = list(town.ids)
        town.ids[handle] = made
        chosen = {*town.dice.sample(known, min(len(known), 12)), *(each for each in CAST if each in known)}
        for other in sorted(chosen):
            people.follow(made, person_id=town.ids[other], now=at)
            if town.dice.random() < 0.6 and other != "eve":
                people.follow(town.ids[other], person_id=made, now=at)

    return deed


def applies(town: Town, handle: str) -> Deed:
    def deed(at: datetime) -> None:
        statement = town.dice.choice(words.STATEMENTS)
        town.applications[handle] = members.apply(town.ids[handle], statement=statement, agrees=True, now=at)

    return deed


def is_vouched_for(town: Town, handle: str) -> Deed:
    """A member of a branch that has not vouched yet does."""

    def deed(at: datetime) -> None:
        application = member_queries.application(Viewer(town.ids["ada"]), town.applications[handle], now=at)
        if application.state != member_queries.ApplicationState.AWAITING_VOUCHES:
            return
        taken = {each.branch for each in application.vouches}
        able = [
            each
            for each in town.members()
            if town.branches[each] not in taken and member_queries.may_vote(town.ids[each], at=at)
        ]
        said = town.dice.choice(words.VOUCHES)
        voucher = town.ids[town.dice.choice(able)]
        members.vouch(voucher, application_id=application.id, words=said, now=at)

    return deed


def dues_arrive(town: Town) -> Deed:
    """Most of what is owed arrives; applicants pay at once, others in their own time."""

    def deed(at: datetime) -> None:
        for line in treasury.dues_board(Viewer(town.ids["ben"]), now=at):
            is_dev = line.person.id == town.ids.get("dev")
            if not is_dev and (line.is_applicant or town.dice.random() < 0.55):
                dues.record_dues_received(town.ids["ben"], charge_id=line.charge_id, now=at)

    return deed


def plan(town: Town) -> None:
    """Put sixty days of talk into the calendar, more of it as more people are there."""
    on = town.calendar.on
    for number in range(_POSTS):
        on(_later(town), _writes(town, number))
    for _number in range(_REPLIES):
        on(_later(town), _replies(town))
    for _number in range(_THANKS):
        on(_later(town), _thanks(town))
    for _number in range(_FAVOURITES):
        on(_later(town), _likes(town))
    for handle in CAST:
        on(58.6, _reads_the_news(town, handle))
    for day, author, text in words.LAST_DAY:
        on(day, _says(town, author, text))
    for number in range(60):
        on(59.22 + number * 0.012, (_likes, _thanks, _likes, _likes, _replies)[number % 5](town))


def _later(town: Town) -> float:
    """A waking hour, likelier towards the end."""
    day = int(59 * town.dice.random() ** 0.6)
    return day + town.dice.uniform(7, 22) / 24


def _writes(town: Town, number: int) -> Deed:
    def deed(at: datetime) -> None:
        author = _somebody(town)
        if number % 15 == 7 and author in town.members():
            text, audience = town.dice.choice(words.MEMBERS_ONLY), "members"
        else:
            text, audience = words.POSTS[number % len(words.POSTS)], town.dice.choice(_AUDIENCES)
        made = posts.publish_post(town.ids[author], text=text, audience=audience, now=at)
        if audience == "public":
            town.posts.append((made, author))

    return deed


_AUDIENCES = ["public"] * 8 + ["unlisted", "followers"]


def _says(town: Town, author: str, text: str) -> Deed:
    def deed(at: datetime) -> None:
        made = posts.publish_post(town.ids[author], text=text, audience="public", now=at)
        town.posts.append((made, author))

    return deed


def _reads_the_news(town: Town, handle: str) -> Deed:
    return lambda at: notifications.mark_read(town.ids[handle], now=at)


def _replies(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        if town.posts:
            post, author = town.dice.choice(town.posts[-12:])
            speaker, text = _somebody(town, but=author), town.dice.choice(words.REPLIES)
            made = posts.publish_post(town.ids[speaker], text=text, in_reply_to=post, now=at)
            if town.dice.random() < 0.3:
                town.posts.append((made, speaker))

    return deed


def _thanks(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        if town.posts:
            post, author = town.dice.choice(town.posts[-25:])
            posts.thank_author(town.ids[_somebody(town, but=author)], post_id=post, now=at)

    return deed


def _likes(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        if town.posts:
            post, author = town.dice.choice(town.posts[-30:])
            posts.favourite_post(town.ids[_somebody(town, but=author)], post_id=post, now=at)

    return deed


def _somebody(town: Town, *, but: str = "") -> str:
    """Anyone of this server but one; the cast speaks more than others."""
    there = [handle for handle in town.ids if handle not in {but, "tom"}]
    spoken = [handle for handle in there if handle in CAST]
    return town.dice.choice(spoken if spoken and town.dice.random() < 0.3 else there)
