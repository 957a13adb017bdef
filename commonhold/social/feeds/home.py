"""What stands in the home feed, and where. Ids sort by time, so a page asks for a span of time.

The span widens until the page is full: each question touches the posts of its span alone, however many were
written before. How far back a reader's first page went is remembered, which saves questions and changes no
answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from django.db.models import (
    BigIntegerField,
    Exists,
    Expression,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from commonhold.ground.ids import LARGEST
from commonhold.ground.prepared import Prepared, together
from commonhold.ground.spans import Span
from commonhold.social.feeds.models import ReadUpTo
from commonhold.social.groups.models import GroupMember
from commonhold.social.lists.models import Listing
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import boosts_hidden_by, muted_by, not_hidden_from
from commonhold.social.people.models import Follow
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.posts.models import Afterwards, Audience, Boost, Post, Tagging
from commonhold.social.posts.visibility import visible_posts
from commonhold.social.tags.models import TagFollow

Beside: TypeAlias = "Expression | Subquery[Any] | Coalesce"

_DAY = 24 * 60 * 60 * 1000 << 16  # so much do ids grow in a day
_EVER = 1 << 62
_HOUR = _DAY // 24
_WIDER, _WIDEST, _SPARE = 30, 30 * _DAY, 2
_REMEMBERED = 10_000
#: By person and length of the page: how far back it goes, and as far again.
_spans: OrderedDict[tuple[int, int], int] = OrderedDict()


class Stand(NamedTuple):
    """A post in a feed. The next page begins before `place`: the boost's id when one put the post there."""

    place: int
    post_id: int
    is_tagged: bool  # and not of her own people

    @property
    def is_passed_on(self) -> bool:
        return self.place != self.post_id


class Reasons(NamedTuple):
    """By post: those whom the reader reads and who passed it on, the first of them first; a tag of hers."""

    boosters: dict[int, tuple[PersonLine, ...]]
    tags: dict[int, str]


class Page(NamedTuple):
    """A page of a home feed, newest first, and up to which place its reader has read; 0 if nobody knows."""

    stands: list[Stand]
    read_up_to: int


def page(me: int, part: Span) -> Page:
    """A page of the home feed of `me`: one statement, or a few where her people are quiet."""
    if part.is_upwards:
        return Page(_upwards(me, part), 0)
    found = _downwards(me, before=part.before, limit=part.limit)
    if part.since is None:
        return found
    return found._replace(stands=[each for each in found.stands if each.place > part.floor])


def _downwards(me: int, *, before: int | None, limit: int) -> Page:
    span = _spans.get((me, limit), _DAY)
    while True:
        rows = (
            _first_page(limit).rows(me=me, span=span)
            if before is None
            else _later_page(limit).rows(me=me, span=span, before=before)
        )
        if len(rows) == limit or span == _EVER:
            break
        span = span * _WIDER if span < _WIDEST else _EVER
    if before is None:
        reach = (rows[0][-2] - rows[-1][0]) * _SPARE if len(rows) == limit else span
        _remember((me, limit), max(reach, _HOUR))  # no reach at all would never widen
    return Page([Stand(*row[:-2]) for row in rows], rows[0][-1] if rows else 0)


def _upwards(me: int, part: Span) -> list[Stand]:
    """What stands right above `part.after`, the newest first; the span of time widens here as well."""
    span = _DAY
    while True:
        rows = _above(part.limit).rows(me=me, floor=part.floor, top=min(part.top, part.floor + span, LARGEST))
        if len(rows) == part.limit or span == _EVER or part.floor + span >= part.top:
            return [Stand(*row[:-2]) for row in rows[::-1]]
        span = span * _WIDER if span < _WIDEST else _EVER


def reasons(me: int, stands: Sequence[Stand]) -> Reasons:
    """Why those stand there that her people did not write; one statement where any is, however many."""
    passed_on = [each.post_id if each.is_passed_on else 0 for each in stands]
    tagged = [each.post_id if each.is_tagged else 0 for each in stands]
    if not any(passed_on) and not any(tagged):
        return Reasons({}, {})
    boosts, tags = together(_BOOSTERS.asking(me=me, post_ids=passed_on), _TAGS.asking(me=me, post_ids=tagged))
    boosters: dict[int, tuple[PersonLine, ...]] = {}
    for post_id, *person in boosts:
        boosters[post_id] = (*boosters.get(post_id, ()), people.line_from(person))
    return Reasons(boosters, dict(tags))


def unboosted(me: int, ids: Sequence[int]) -> list[int]:
    """Boosts that `me` might read, of those whose taking back `ids` tell."""
    return _TAKEN_BACK.ids(me=me, ids=ids)


def new_ids(me: int, *, after: int, limit: int) -> list[int]:
    """What others wrote into the home feed of `me` after an id, oldest first; the newest `limit` at most."""
    return _written_since(limit).ids(me=me, after=after)[::-1]


def among(me: int, ids: Sequence[int]) -> list[Stand]:
    """Those of some posts and boosts that stand in the home feed of `me`, oldest first."""
    return [Stand(*row) for row in _AMONG.rows(me=me, ids=ids)]


def forget() -> None:
    """Know nothing of how far back pages go, as after a start."""
    _spans.clear()


def _remember(whose: tuple[int, int], span: int) -> None:
    _spans[whose] = span
    _spans.move_to_end(whose)
    if len(_spans) > _REMEMBERED:
        _spans.popitem(last=False)


@cache
def _first_page(limit: int) -> Prepared:
    newest = Subquery(Post.objects.order_by("-id").values("id")[:1])
    return Prepared(lambda *, me, span: _in_span(me, newest, span)[:limit])


@cache
def _later_page(limit: int) -> Prepared:
    def build(*, me: int, span: int, before: int) -> QuerySet[Any, Any]:
        top = Value(before, output_field=BigIntegerField())
        return _in_span(me, top, span, id__lt=before)[:limit]

    return Prepared(build)


@cache
def _above(limit: int) -> Prepared:
    def build(*, me: int, floor: int, top: int) -> QuerySet[Any, Any]:
        none = Value(0, output_field=BigIntegerField())
        return _where(me, {"top": none, "read": none}, id__gt=floor, id__lt=top).order_by("place")[:limit]

    return Prepared(build)


def _in_span(me: int, top: Beside, span: int, **older: int) -> QuerySet[Any, Any]:
    """What stands there from `top` back; beside each `top`, and up to where `me` has read."""
    since = ExpressionWrapper(top - Value(span), output_field=BigIntegerField())
    read = Coalesce(Subquery(ReadUpTo.objects.filter(person_id=me).values("place")), Value(0))
    return _where(me, {"top": top, "read": read}, id__gte=since, **older).order_by("-place")


def _where(me: int, also: dict[str, Any], **span_of: Any) -> QuerySet[Any, Any]:
    """All that stands there between two ids, in no order."""
    written = [_stand(rows.filter(**span_of), **also) for rows in (*_of_my_people(me), _in_my_groups(me))]
    tagged = _stand(_tagged(me).filter(**span_of), is_tagged=True, **also)
    passed_on = _columns(_passed_on(me).filter(**span_of), F("post_id"), **also)
    return written[0].union(*written[1:], tagged, passed_on, all=True)


@cache
def _written_since(limit: int) -> Prepared:
    def build(*, me: int, after: int) -> QuerySet[Any, Any]:
        _mine, *others = (*_of_my_people(me), _in_my_groups(me), _tagged(me))
        new = [_stand(rows.filter(id__gt=after, imported_as="")) for rows in others]
        return new[0].union(*new[1:], all=True).order_by("-place")[:limit]

    return Prepared(build)


def _stand(rows: QuerySet[Post], *, is_tagged: bool = False, **also: Beside) -> QuerySet[Any, Any]:
    return _columns(rows, F("pk"), is_tagged=is_tagged, **also)


def _columns(rows: QuerySet[Any], post: F, *, is_tagged: bool = False, **also: Beside) -> QuerySet[Any, Any]:
    """A feed's rows as `Stand` has them; each kind of row by itself, so that each can use its own index."""
    named = rows.order_by().annotate(place=F("pk"), stands=post, is_tagged=Value(is_tagged), **also)
    columns: QuerySet[Any, Any] = named.values_list("place", "stands", "is_tagged", *also)
    return columns


def _of_my_people(me: int) -> tuple[QuerySet[Post], QuerySet[Post]]:
    """What `me` wrote, and what those whom she follows wrote, to nobody in particular or to her people."""
    mine = Post.objects.filter(~Q(audience=Audience.DIRECT), author_id=me, removed_at=None)
    theirs = wanted(me).filter(_to_my_people(me), ~Q(audience=Audience.DIRECT), author_id__in=_followed(me))
    return mine, theirs


def _to_my_people(me: int, path: str = "") -> Q:
    """The condition on a post that it is no answer, or one to `me` or to somebody whom she follows."""
    answered = f"{path}in_reply_to__author_id"
    to_them = Q(**{answered: me}) | Q(**{f"{answered}__in": _followed(me)})
    return Q(**{f"{path}in_reply_to": None}) | to_them


def _in_my_groups(me: int) -> QuerySet[Post]:
    """What people whom `me` does not follow said in groups that she belongs to, answers left out."""
    mine = GroupMember.objects.filter(person_id=me, until=None).values("group_id")
    rows = wanted(me).filter(audience=Audience.GROUP, group_id__in=mine, in_reply_to=None)
    return rows.exclude(author_id=me).exclude(author_id__in=_followed(me))


def _tagged(me: int) -> QuerySet[Post]:
    """Public posts of people whom `me` does not follow, with a tag that she follows."""
    bearing = Tagging.objects.filter(tag_id__in=_tag_ids(me)).values("post_id")
    rows = wanted(me).filter(id__in=bearing, audience=Audience.PUBLIC, in_reply_to=None)
    return rows.exclude(author_id=me).exclude(author_id__in=_followed(me))


def _passed_on(me: int) -> QuerySet[Boost]:
    """The first boost of each post that `me` would not read anyway."""
    earlier = _heard(me).filter(post_id=OuterRef("post_id"), id__lt=OuterRef("id"))
    others = wanted(me).filter(id=OuterRef("post_id"), audience__in=[Audience.PUBLIC, Audience.UNLISTED])
    bearing = Tagging.objects.filter(tag_id__in=_tag_ids(me), post_id=OuterRef("post_id"))
    by_tag = Q(Exists(bearing), post__audience=Audience.PUBLIC, post__in_reply_to=None)
    by_my_people = Q(post__author_id__in=_followed(me)) & _to_my_people(me, "post__")
    rows = _heard(me).filter(Exists(others)).exclude(post__author_id=me)
    return rows.exclude(by_my_people).exclude(by_tag).exclude(Exists(earlier))


def _followed(me: int) -> QuerySet[Follow, int]:
    accepted = Follow.objects.filter(follower_id=me, accepted_at__isnull=False)
    return accepted.values_list("followed_id", flat=True)


def _tag_ids(me: int) -> QuerySet[TagFollow, Any]:
    return TagFollow.objects.filter(person_id=me).values("tag_id")


def _apart(me: int) -> QuerySet[Listing, int]:
    """Who is on a list that is read by itself."""
    listed = Listing.objects.filter(list__owner_id=me, list__is_exclusive=True)
    return listed.exclude(person_id=me).values_list("person_id", flat=True)


def wanted(me: int) -> QuerySet[Post]:
    """What `me` may see and wants to read in a feed."""
    return visible_posts(Viewer(me)).filter(
        ~Q(author_id__in=_apart(me)), ~Q(author_id__in=muted_by(me)), removed_at=None
    )


def _heard(me: int) -> QuerySet[Boost]:
    """Boosts that `me` reads: of those whom she follows, unless she hid their boosts or reads them apart."""
    return Boost.objects.filter(_by_heard_people(me))


def _by_heard_people(me: int) -> Q:
    wanted = ~Q(person_id__in=boosts_hidden_by(me)) & ~Q(person_id__in=muted_by(me))
    near = not_hidden_from(me, "person") & Q(person_id__in=_followed(me))
    return wanted & ~Q(person_id__in=_apart(me)) & near


def _taken_back(*, me: int, ids: Sequence[int]) -> QuerySet[Afterwards, Any]:
    seen = visible_posts(Viewer(me)).filter(id=OuterRef("post_id"))
    rows = Afterwards.objects.filter(_by_heard_people(me), Exists(seen), id__in=ids)
    return rows.filter(what=Afterwards.What.UNBOOSTED).order_by("id").values_list("boost_id", flat=True)


def _by_booster(*, me: int, post_ids: Sequence[int]) -> QuerySet[Boost, Any]:
    line = [f"person__{each}" for each in people.LINE]
    return _heard(me).filter(post_id__in=post_ids).order_by("id").values_list("post_id", *line)


def _by_tag(*, me: int, post_ids: Sequence[int]) -> QuerySet[Tagging, Any]:
    rows = Tagging.objects.filter(post_id__in=post_ids, tag_id__in=_tag_ids(me))
    return rows.order_by("-id").values_list("post_id", "tag__name")


def _among(*, me: int, ids: Sequence[int]) -> QuerySet[Any, Any]:
    return _where(me, {}, id__in=ids).order_by("place")


_BOOSTERS, _TAGS, _AMONG = Prepared(_by_booster), Prepared(_by_tag), Prepared(_among)
_TAKEN_BACK = Prepared(_taken_back)
