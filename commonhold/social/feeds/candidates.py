"""What an ordered home feed draws from, as rows of whole numbers: all that the ranking ever knows of a post.

What stands in the reader's newest-first feed as far back as the charter says, and public posts of this
server by people who let themselves be recommended. A feature that reads what is the reader's alone is 0
until she allows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.prepared import Prepared, together
from commonhold.ground.spans import Span
from commonhold.social.bridging import queries as bridging
from commonhold.social.consents.models import Consent
from commonhold.social.consents.purposes import LANGUAGE, READING
from commonhold.social.feeds import home, measures
from commonhold.social.feeds.charter import FeedsCharter
from commonhold.social.feeds.home import Stand
from commonhold.social.feeds.models import NotRecommended, ReadUpTo
from commonhold.social.groups.models import GroupMember
from commonhold.social.labels import reading as labels
from commonhold.social.labels.reading import Reads, Thing
from commonhold.social.people.models import Follow, Person
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Attachment, Audience, Boost, Habits, Post, Tagging, Thanks
from commonhold.social.tags.models import TagFollow
from rulebook.rank.ranking import Row
from rulebook.rank.vocabulary import FULL

NEW_FOR = timedelta(days=30)


def rows(viewer: Viewer, *, now: datetime) -> list[Row]:
    """Few statements, however many posts; nothing for a stranger."""
    me = viewer.person_id
    if me is None:
        return []
    said = charter.current().read(FeedsCharter)
    stands = {each.post_id: each for each in home.page(me, Span(limit=said.reach)).stands}
    for post_id in _recommended(said.recommended).ids(me=me) if said.recommended else ():
        stands.setdefault(post_id, Stand(post_id, post_id, is_tagged=False))
    found, (read, language), own = _facts(me, list(stands))
    held = measures.held(me, stands, {each[1] for each in found})
    reader = _Reader(read, language, ids.milliseconds(now) // 60_000, ids.first_id_after(now - NEW_FOR))
    scores = bridging.scores_of(stands)
    labelled = _labelled(own, found, now)
    made = [
        _row(each, stands[each[0]], reader, is_lowered=each[0] in held.lowered)._replace(
            bridging=scores.get(each[0], 0), labelled=FULL * (each[0] in labelled)
        )
        for each in found
    ]
    return [each for each in made if not each.stranger or not _is_kept_out(each, held)]


def _labelled(own: Reads, found: Sequence[Any], now: datetime) -> set[int]:
    """Those beside which a label of one of her own labelers stands; no statement more for who has none."""
    if not own:
        return set()
    authors = {each[1] for each in found}
    domains = dict(Person.objects.filter(id__in=authors).values_list("id", "domain"))
    things = [Thing(each[0], each[1], domains.get(each[1], "")) for each in found]
    return set(labels.on_posts(own, things, now=now))


def _is_kept_out(row: Row, held: measures.Held) -> bool:
    return row.post_id in held.posts_kept_out or row.author in held.people_kept_out


class _Reader(NamedTuple):
    """Who reads, and when: up to where, in which language; this minute, and from which id people are new."""

    read: int
    language: str
    minute: int
    newcomer: int


def _row(found: Sequence[Any], stand: Stand, reader: _Reader, *, is_lowered: bool) -> Row:
    post_id, author, group, tag, said_in, answers, warning, sensitive, *rest = found
    thanks, replies, boosts, media, followed, follows_me, in_group, tagged, here, is_mine = rest
    known = followed or in_group or tagged or is_mine or stand.is_passed_on
    is_read = bool(said_in) and said_in == reader.language
    return Row(
        post_id=post_id,
        author=author,
        topic=group or tag or 0,
        age_minutes=max(reader.minute - (post_id >> 16) // 60_000, 0),
        followed=FULL * bool(followed),
        mutual=FULL * bool(followed and follows_me),
        thanks=thanks,
        replies=replies,
        boosts=boosts,
        bridging=0,
        group=FULL * bool(in_group),
        tag=FULL * bool(tagged),
        language=FULL * is_read,
        media=FULL * bool(media),
        newcomer=FULL * bool(here and author >= reader.newcomer),
        here=FULL * bool(here),
        seen=FULL * (0 < stand.place <= reader.read),
        deprioritised=FULL * is_lowered,
        answer=FULL * (answers is not None),
        passed_on=FULL * stand.is_passed_on,
        foreign=FULL * bool(said_in and reader.language and not is_read),
        sensitive=FULL * bool(sensitive or warning),
        stranger=FULL * (not known),
    )


def _facts(me: int, post_ids: list[int]) -> tuple[list[Any], tuple[int, str], Reads]:
    """Of each post what `_row` takes; how far she has read and what she writes in, if she allows it; and
    whose labels she reads."""
    asked = _FACTS.asking(me=me, post_ids=post_ids), _OWN.asking(me=me), labels.asking_own(Viewer(me))
    found, own, reads = together(*asked)
    read, language = own[0] if own else (0, "")
    return found, (read, language), reads


def _posts(*, me: int, post_ids: Sequence[int]) -> QuerySet[Any, Any]:
    here = OuterRef("pk")
    followed = Follow.objects.filter(follower_id=me, accepted_at__isnull=False)
    mine = followed.values("followed_id")
    answers = Post.objects.filter(
        in_reply_to=here,
        author_id__in=mine,
        audience__in=[Audience.PUBLIC, Audience.UNLISTED],
        waits_for=None,
        removed_at=None,
    )
    tags = Tagging.objects.filter(post=here)
    hers = TagFollow.objects.filter(person_id=me).values("tag_id")
    groups = GroupMember.objects.filter(person_id=me, until=None, group_id=OuterRef("group_id"))
    follows_me = Follow.objects.filter(
        follower_id=OuterRef("author_id"), followed_id=me, accepted_at__isnull=False
    )
    columns = {
        "first_tag": Subquery(tags.order_by("id").values("tag_id")[:1]),
        "thanks_count": _count(Thanks.objects.filter(post=here), "post"),
        "answer_count": _count(answers, "in_reply_to"),
        "boost_count": _count(Boost.objects.filter(post=here, person_id__in=mine), "post"),
        "has_media": Exists(Attachment.objects.filter(post=here)),
        "is_followed": Exists(followed.filter(followed_id=OuterRef("author_id"))),
        "follows_me": Exists(follows_me),
        "in_group": Exists(groups),
        "is_tagged": Exists(tags.filter(tag_id__in=hers)),
        "is_here": _flag(Q(author__domain="")),
        "is_mine": _flag(Q(author_id=me)),
    }
    rows = Post.objects.filter(id__in=post_ids, removed_at=None).order_by().annotate(**columns)
    own = (
        "id",
        "author_id",
        "group_id",
        "first_tag",
        "language",
        "in_reply_to_id",
        "warning",
        "is_sensitive",
    )
    return rows.values_list(*own, *list(columns)[1:])


def _own(*, me: int) -> QuerySet[Any, Any]:
    """How far she has read, and what she writes in: 0 and "" where she does not allow it."""
    allowed = Consent.objects.filter(person_id=me, is_given=True, ended_at=None)
    read = ReadUpTo.objects.filter(Exists(allowed.filter(purpose=READING)), person_id=me)
    habits = Habits.objects.filter(Exists(allowed.filter(purpose=LANGUAGE)), person_id=me)
    columns = {
        "read": Coalesce(Subquery(read.values("place")), Value(0)),
        "writes_in": Coalesce(Subquery(habits.values("language")), Value("")),
    }
    return Person.objects.filter(id=me).order_by().annotate(**columns).values_list(*columns)


@cache
def _recommended(limit: int) -> Prepared:
    def build(*, me: int) -> QuerySet[Any, Any]:
        rows = home.wanted(me).filter(
            ~Q(author_id=me),
            ~Q(author_id__in=NotRecommended.objects.values("person_id")),
            audience=Audience.PUBLIC,
            in_reply_to=None,
            author__domain="",
            author__removed_at=None,
        )
        return rows.order_by("-id").values_list("id")[:limit]

    return Prepared(build)


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


_FACTS, _OWN = Prepared(_posts), Prepared(_own)
