"""Eve of another server: what she said there was brought here, and nothing is ever sent out to her."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.actors.actions import ActorFacts, know_actor
from commonhold.social.people import actions as people
from commonhold.social.people import queries
from commonhold.social.people.actions import Described
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts import actions as posts
from commonhold.social.posts.arrived import ArrivedPost
from commonhold.social.servers import actions as servers

_SERVER = "elsewhere.example"
_EVE = f"https://{_SERVER}/users/eve"
#: No server has this name, ever (RFC 2606): nothing is sent there, and nothing asked for.
_REST = timedelta(days=3650)

_TIDE = (
    "<p>Low tide at six, and the whole bay smells of salt and iron. Walked out to the wreck and back with "
    'dry feet.</p><p>What grows with you? <a href="https://elsewhere.example/tags/seeds">#seeds</a></p>'
)
_LAMPS = (
    "<p>Our harbour library now lends lamps. Take one home in the evening, bring it back by daylight. "
    "The rules fit on a postcard:</p><ul><li>one lamp for each person</li><li>no questions</li></ul>"
)
_ANSWER = "<p>Two minutes well spent. On our server nobody ever asks us.</p>"


def plan(town: Town) -> None:
    on = town.calendar.on
    on(5.0, _follows(town))
    on(58.35, _is_met_properly)
    on(58.4, lambda at: _says("1", _TIDE, at, tags=("seeds",)))
    on(58.9, lambda at: _says("2", _LAMPS, at))
    on(59.65, _answers(town))


def _follows(town: Town) -> Deed:
    """She reads Ada, and Ada her."""

    def deed(at: datetime) -> None:
        eve = people.meet_remote_person(handle="eve", domain=_SERVER, display_name="Eve Adler", now=at)
        people.follow(eve, person_id=town.ids["ada"], now=at)
        people.follow(town.ids["ada"], person_id=eve, now=at)
        people.accept_follow(eve, person_id=town.ids["ada"], now=at)

    return deed


def _is_met_properly(at: datetime) -> None:
    described = Described(
        handle="eve",
        domain=_SERVER,
        name="Eve Adler",
        summary="Harbour pilot. Reads the tide tables aloud.\n\nOn a server by the sea.",
        fields=[("Boat", "Second Thought"), ("Languages", "English, Deutsch")],
        is_searchable=True,
        is_discoverable=True,
    )
    facts = ActorFacts(
        uri=_EVE,
        kind="Person",
        described=described,
        inbox=f"{_EVE}/inbox",
        outbox=f"{_EVE}/outbox",
        followers=f"{_EVE}/followers",
        url=f"https://{_SERVER}/@eve",
    )
    know_actor(facts, now=at)
    servers.failed(servers.meet(_SERVER, now=at), rests_until=at + _REST, now=at)


def _says(
    name: str, html: str, at: datetime, *, tags: tuple[str, ...] = (), answers: int | None = None
) -> None:
    arrived = ArrivedPost(
        uri=f"{_EVE}/statuses/{name}",
        url=f"https://{_SERVER}/@eve/{name}",
        html=html,
        language="en",
        published_at=at,
        tags=tags,
        in_reply_to=answers,
    )
    eve = queries.by_handle(ANYONE, f"eve@{_SERVER}").id
    posts.arrive_post(eve, arrived=arrived, now=at)


def _answers(town: Town) -> Deed:
    """To what Ada said last."""

    def deed(at: datetime) -> None:
        of_adas = [post_id for post_id, author in town.posts if author == "ada"]
        _says("3", _ANSWER, at, answers=of_adas[-1])

    return deed
