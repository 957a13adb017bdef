"""Conversations as those who sit in them see them: who is there, what is new, what waits for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from commonhold.ground.prepared import Asking, Prepared
from commonhold.ground.spans import FIRST, Span, page, within
from commonhold.social.conversations.keys import key_of
from commonhold.social.conversations.models import Seat, WriterWish
from commonhold.social.conversations.refusals import NoSuchConversation
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.queries import PersonLine, Viewer

_State = Seat.State


@dataclass(frozen=True)
class Other:
    """Somebody else in a conversation. `read_up_to` is 0 as long as she has not accepted it."""

    person: PersonLine
    read_up_to: int
    has_left: bool


@dataclass(frozen=True)
class ConversationView:
    """A conversation as the viewer sees it. `latest` and `read_up_to` are ids of messages.

    `is_small`: between two at most.
    """

    id: int
    others: Sequence[Other]
    is_request: bool
    is_muted: bool
    is_small: bool
    latest: int
    read_up_to: int

    @property
    def people(self) -> list[PersonLine]:
        """The others who are still there; when all have left, those who were."""
        there = [each.person for each in self.others if not each.has_left]
        return there or [each.person for each in self.others]

    @property
    def is_unread(self) -> bool:
        return self.latest > self.read_up_to


@dataclass(frozen=True)
class Audience:
    """Whom to tell of a message, and whom of a request: ids."""

    listening: frozenset[int]
    asked: frozenset[int]


def conversation(viewer: Viewer, conversation_id: int) -> ConversationView:
    """One conversation. Raises NoSuchConversation to whoever has no seat in it, or left."""
    found = _views(_seats(viewer).filter(conversation_id=conversation_id))
    if not found:
        raise NoSuchConversation
    return found[0]


def with_people(viewer: Viewer, people_ids: Collection[int]) -> int | None:
    """The viewer's conversation with exactly these others, if something was said in it."""
    key = key_of({viewer.person_id or 0, *people_ids})
    seats = _alive(_seats(viewer)).filter(conversation__key=key)
    return seats.values_list("conversation_id", flat=True).first()


def inbox(viewer: Viewer, span: Span = FIRST) -> list[ConversationView]:
    """The viewer's conversations, those with the latest messages first; requests stand apart.

    The span is cut by what is the `latest` of each.
    """
    rows = _alive(_seats(viewer)).filter(state=_State.ACCEPTED)
    return _views(within(rows, span, by="conversation__latest"))


def requests(
    viewer: Viewer, *, before: int | None = None, limit: int = 20
) -> tuple[list[ConversationView], int | None]:
    """What strangers wrote and the viewer left open, the latest first, and where the next page begins."""
    rows = _alive(_seats(viewer)).filter(state=_State.REQUESTED)
    found, older = page(rows, before=before, limit=limit, by="conversation__latest")
    return _views(found), older


def request_count(viewer: Viewer) -> int:
    """How many requests wait for the viewer."""
    return _alive(_seats(viewer)).filter(state=_State.REQUESTED).count()


def counting_unread(viewer: Viewer) -> Asking[int]:
    """The same as `unread_count`, to be asked together with others."""
    return _UNREAD.counting(me=viewer.person_id or 0)


def unread_count(viewer: Viewer) -> int:
    """In how many conversations something is new; muted ones and requests don't count."""
    return 0 if viewer.person_id is None else _UNREAD.count(me=viewer.person_id)


def _unread(*, me: int) -> QuerySet[Seat, int]:
    rows = _alive(_seats(Viewer(me))).filter(state=_State.ACCEPTED, muted_since=None)
    unread = rows.filter(conversation__latest__gt=F("read_up_to"))
    return unread.select_related(None).values_list("id", flat=True)


# Every page asks this.
_UNREAD = Prepared(_unread)


def writers(viewer: Viewer) -> str:
    """Who may begin to write to the viewer: "everybody", "acquainted" or "nobody"."""
    wish = (
        WriterWish.objects.filter(person_id=viewer.person_id or 0).values_list("writers", flat=True).first()
    )
    return str(WriterWish.Writers.EVERYBODY) if wish is None else wish


def read_by_others(viewer: Viewer, conversation_id: int) -> tuple[int, ...]:
    """How far each of the others has read, as ids of messages in order; empty to whoever has no seat."""
    found = _views(_seats(viewer).filter(conversation_id=conversation_id))
    return tuple(sorted(other.read_up_to for each in found for other in each.others))


def audience_of(conversation_id: int) -> Audience:
    """Whom to tell of what is new in a conversation; for telling them, not for pages."""
    seats = list(Seat.objects.filter(conversation_id=conversation_id))
    return Audience(
        listening=frozenset(
            each.person_id for each in seats if each.state == _State.ACCEPTED and each.muted_since is None
        ),
        asked=frozenset(each.person_id for each in seats if each.state == _State.REQUESTED),
    )


def _seats(viewer: Viewer) -> QuerySet[Seat]:
    """Where the viewer sits, but for talks with nobody whom she still meets. In a larger one everybody is
    named, so that whoever writes there knows who reads it."""
    me = viewer.person_id or 0
    others = Seat.objects.filter(conversation=OuterRef("conversation")).exclude(person_id=me)
    met = others.filter(not_hidden_from(me, "person"))
    rows = Seat.objects.filter(~Exists(others) | Exists(met), person_id=me).exclude(state=_State.LEFT)
    return rows.select_related("conversation")


def _alive(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """Those in which something was said since it was deleted for her."""
    return seats.filter(conversation__latest__gt=F("hidden_up_to"))


def _views(seats: Iterable[Seat]) -> list[ConversationView]:
    """Two statements however many there are."""
    mine = list(seats)
    others = _others([each.conversation_id for each in mine], {each.person_id for each in mine})
    return [
        ConversationView(
            id=each.conversation_id,
            others=others[each.conversation_id],
            is_request=each.state == _State.REQUESTED,
            is_muted=each.muted_since is not None,
            is_small=len(others[each.conversation_id]) < 2,
            latest=each.conversation.latest,
            read_up_to=each.read_up_to,
        )
        for each in mine
    ]


def _others(conversation_ids: Collection[int], but: Collection[int]) -> dict[int, list[Other]]:
    found: dict[int, list[Other]] = defaultdict(list)
    rows = Seat.objects.filter(conversation_id__in=conversation_ids).exclude(person_id__in=but)
    for row in rows.select_related("person").order_by("id"):
        has_read = row.read_up_to if row.state == _State.ACCEPTED else 0
        other = Other(people.line_of(row.person), has_read, row.state == _State.LEFT)
        found[row.conversation_id].append(other)
    return found
