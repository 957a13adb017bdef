"""What every page's frame shows: who looks, what the co-op is called, and the commons today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.http import HttpRequest

from commonhold.civic.governance.queries import today as governance
from commonhold.civic.governance.queries.today import Today
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.queries.books import Till
from commonhold.doors.web.destinations import EVERYWHERE, Destination, Destinations, destinations_of
from commonhold.doors.web.keyboard.keys import COOKIE, OFF
from commonhold.doors.web.templatetags import times
from commonhold.doors.web.viewer import onlooker_of, other_of, owner_of, owning_of, viewer_of
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.clock import queries as clock
from commonhold.ground.ending import queries as ending
from commonhold.ground.installation.queries import Place, place
from commonhold.ground.prepared import together
from commonhold.social.actors import queries as actors
from commonhold.social.conversations import queries as conversations
from commonhold.social.emoji import queries as emoji
from commonhold.social.feeds import documents
from commonhold.social.feeds.documents import Choice
from commonhold.social.filters import queries as filters
from commonhold.social.filters.matching import Rules
from commonhold.social.labels import reading as labels
from commonhold.social.labels.reading import Reads
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.posts.habits import HabitsView, asking_habits

_RECENT = timedelta(days=7)
_FRAME = "_commonhold_frame"  # on the request, which remembers it
_OWNERS = {"/decide", "/meetings", "/roadmap", "/credit", "/money", "/join", "/members", "/charter"}
_OWNERS |= {"/exchange", "/moderation", "/emoji", "/measures", "/juries"}
_PLACES = {each.url for each in EVERYWHERE} | {"/search", "/more"}
#: Places within an address that is none, or another: "/me/privacy".
_WITHIN = [each for each in _PLACES if each.count("/") > 1]


@dataclass(frozen=True)
class Onlooker:
    """The signed-in person, as the frame greets her.

    `other` is her other profile, for her alone; `owner` the one of the two that holds what is hers in the
    co-op, and `owner_is_member` says whether that one is a member.
    """

    id: int
    name: str
    handle: str
    unread: int
    messages: int
    is_member: bool
    owner_is_member: bool
    owner: PersonLine
    other: PersonLine | None

    @property
    def handles(self) -> tuple[str, ...]:
        """Her own, and her other profile's: nobody thanks herself."""
        return (self.handle,) if self.other is None else (self.handle, self.other.handle)

    @property
    def is_second(self) -> bool:
        """Does she act as the profile that owns nothing?"""
        return self.owner.id != self.id


@dataclass(frozen=True)
class Errand:
    """Something with an address, and a time when it has one."""

    title: str
    url: str
    deadline: datetime | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Commons:
    """The commons today."""

    needs_me: tuple[Errand, ...]
    balance_cents: int
    currency: str
    enacted: tuple[Errand, ...]


class Asked(NamedTuple):
    """How much is new for the reader, what her filters say, how she writes and reads; what the co-op does."""

    unread: int
    messages: int
    rules: Rules
    labels: Reads
    habits: HabitsView
    till: Till
    today: Today
    order: Choice


class Frame:
    """Everything on it is looked up when a template first asks, and once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @cached_property
    def minute(self) -> datetime:
        """What is told in words of how long ago or until something is stays true for so long."""
        return self.now.replace(second=0, microsecond=0)

    @cached_property
    def live_since(self) -> str:
        """From which id on this page asks for what is new."""
        return str(ids.first_id_after(self.now))

    @cached_property
    def place(self) -> Place | None:
        return place()

    @cached_property
    def mode(self) -> str:
        return "real" if self.place is None else str(self.place.mode)

    @cached_property
    def ending(self) -> str:
        """The stage of the end that members decided; empty for a co-op that goes on."""
        return str(ending.stage() or "")

    @cached_property
    def is_read_only(self) -> bool:
        """Has it ended, so that nobody is invited to write?"""
        return ending.is_read_only()

    @property
    def writer(self) -> Onlooker | None:
        """Who looks, where she may still answer what she sees."""
        return None if self.is_read_only else self.viewer

    @cached_property
    def _co_op(self) -> CoopCharter:
        return charter.current().read(CoopCharter)

    @cached_property
    def co_op_name(self) -> str:
        return "" if self.place is None else self._co_op.name

    @cached_property
    def time_zone(self) -> str:
        return self._co_op.time_zone

    @cached_property
    def _looking(self) -> Viewer:
        return viewer_of(self._request)

    @cached_property
    def _asked(self) -> Asked:
        """One statement for all that nearly every page shows or goes by."""
        me, now = self._looking, self.now
        return Asked(
            *together(
                notifications.counting_unread(me),
                conversations.counting_unread(me),
                filters.asking_rules(me, now=now),
                labels.asking_reads(me),
                asking_habits(me),
                treasury.asking_till(),
                governance.asking_today(owner_of(self._request), since=now - _RECENT),
                documents.asking_choice(me),
            )
        )

    @property
    def rules(self) -> Rules:
        """What the reader's filters say now."""
        return self._asked.rules

    @property
    def labels(self) -> Reads:
        """Whose labels the reader reads, and what their words do."""
        return self._asked.labels

    @property
    def order(self) -> Choice:
        """What orders the reader's home feed."""
        return self._asked.order

    @cached_property
    def viewer(self) -> Onlooker | None:
        found, owning = onlooker_of(self._request), owning_of(self._request)
        if found is None or owning is None:
            return None
        return Onlooker(
            id=found.line.id,
            name=found.line.name,
            handle=found.line.handle,
            unread=self._asked.unread,
            messages=self._asked.messages,
            is_member=found.is_member,
            owner_is_member=owning.is_member,
            owner=owning.line,
            other=other_of(self._request),
        )

    @property
    def writes_for(self) -> str:
        """The audience of what the reader writes by habit."""
        return self._asked.habits.audience

    @cached_property
    def destinations(self) -> Destinations:
        viewer = self.viewer
        return destinations_of(
            is_signed_in=viewer is not None, is_member=viewer is not None and viewer.owner_is_member
        )

    @cached_property
    def handle(self) -> str:
        """The reader's; empty for a stranger."""
        return "" if self.viewer is None else self.viewer.handle

    @property
    def _first(self) -> str:
        return "/" + self._request.path[1:].partition("/")[0]

    @cached_property
    def standing(self) -> tuple[object, ...]:
        """What of the reader and of where she is the frame shows, but for her handle; others may share it."""
        viewer, path = self.viewer, self._request.path
        first = self._first
        at = "/@{me}" if first == f"/@{self.handle}" else first if first in _PLACES else ""
        at = next((each for each in _WITHIN if f"{path}/".startswith(f"{each}/")), at)
        who = (
            None if viewer is None else (viewer.unread, viewer.messages, viewer.owner_is_member, self.acting)
        )
        return who, at, path in {at, first}, self.mode, self.co_op_name, self.ending

    @cached_property
    def acting(self) -> tuple[PersonLine, PersonLine] | None:
        """As whom the reader acts, and her other profile; nothing for who has one."""
        found, other = onlooker_of(self._request), other_of(self._request)
        return None if found is None or other is None else (found.line, other)

    @cached_property
    def whole(self) -> tuple[object, ...]:
        """All that the frame of a page shows, its handle and what `<html>` tells apart."""
        is_member = None if self.viewer is None else self.viewer.is_member
        reader = (self.standing, is_member, self.is_the_owners, self.writes_for)
        return reader, self.commons, self.times_of_commons

    @property
    def times_of_commons(self) -> tuple[object, ...]:
        """What the times told of the commons today depend on, beside the times themselves."""
        told = () if self.commons is None else (*self.commons.needs_me, *self.commons.enacted)
        if not told:
            return ()
        moments = [each.deadline or each.at or self.minute for each in told]
        year = self.minute.astimezone(times.zone_of(self.time_zone)).year
        return self.time_zone, year, *[times.steps(each, self.minute) for each in moments]

    @property
    def is_the_owners(self) -> bool:
        """Does a reader who acts as her second profile stand where the owning one alone counts?"""
        return (
            self.acting is not None and self._first in _OWNERS and bool(self.viewer and self.viewer.is_second)
        )

    @property
    def is_among_yours(self) -> bool:
        """Is the reader at a place that the rail tucks away?"""
        return any(map(self._is_at, self.destinations.yours))

    @property
    def is_behind_more(self) -> bool:
        """Is the reader at a place that a phone's bar has no room for?"""
        return any(map(self._is_at, self.destinations.behind_more))

    def _is_at(self, place: Destination) -> bool:
        return f"{self._request.path}/".startswith(f"{place.url.replace('{me}', self.handle)}/")

    @property
    def keys_are_off(self) -> bool:
        return self._request.COOKIES.get(COOKIE) == OFF

    @cached_property
    def emoji(self) -> dict[str, str]:
        """Where our own emoji lie, by shortcode; looked up when the first name on a page bears one."""
        return {each.shortcode: each.url for each in emoji.catalogue(self._looking) if each.url}

    def emoji_of(self, person_id: int) -> dict[str, str]:
        """The same in the name of somebody elsewhere: those of her server, and no others."""
        if person_id not in self._emoji_of:
            self._emoji_of[person_id] = actors.emoji_of([person_id]).get(person_id, {})
        return self._emoji_of[person_id]

    @cached_property
    def _emoji_of(self) -> dict[int, dict[str, str]]:
        return {}

    @cached_property
    def commons(self) -> Commons | None:
        if self.place is None:
            return None
        till, today = self._asked.till, self._asked.today
        return Commons(
            needs_me=tuple(
                Errand(each.title, f"/decide/{each.id}", deadline=each.closes_at) for each in today.waiting
            ),
            balance_cents=till.cents,
            currency=till.currency,
            enacted=tuple(Errand(each.title, f"/decide/{each.id}", at=each.at) for each in today.enacted),
        )


def frame_of(request: HttpRequest) -> Frame:
    """The one frame of a request."""
    if not hasattr(request, _FRAME):
        setattr(request, _FRAME, Frame(request))
    found: Frame = getattr(request, _FRAME)
    return found


def frame(request: HttpRequest) -> dict[str, Any]:
    """What was written meanwhile is on the page, so a request that may write has another one by then."""
    is_reading = request.method in {"GET", "HEAD"}
    return {"frame": frame_of(request) if is_reading else Frame(request)}
