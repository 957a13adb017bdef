"""Labelers, what they say of whom, and its history: public, but for who subscribes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from commonhold.ground.charter import queries as charter
from commonhold.social.groups import queries as groups
from commonhold.social.labels.charter import LabelsCharter
from commonhold.social.labels.models import Dispute, Label, Labeler, Subscription
from commonhold.social.labels.reading import in_force
from commonhold.social.labels.refusals import NoSuchLabel, NoSuchLabeler
from commonhold.social.labels.shape import Act, Subject, Value, What, read_subject, values_in
from commonhold.social.labels.speaking import concerns, speakers_of, speaks_for
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import queries as posts

PAGE = 50


@dataclass(frozen=True)
class LabelerView:
    """A labeler. `whose` is the name of the person, the group or the server behind it, `url` their page."""

    id: int
    kind: str
    title: str
    words: str
    whose: str
    url: str
    values: tuple[Value, ...]
    opened_at: datetime
    closed_at: datetime | None
    good_until: datetime | None
    labels: int
    is_mine: bool  # may the viewer speak for it?
    is_subscribed: bool
    is_shown_to_all: bool
    choices: tuple[tuple[Value, Act], ...]


@dataclass(frozen=True)
class DisputeView:
    """What whoever is labelled says of it, and what was answered. Both are public beside the label."""

    words: str
    at: datetime
    due: datetime
    answer: str
    answered_at: datetime | None
    outcome: str


@dataclass(frozen=True)
class LabelView:
    """A label. `url` and `named` lead to what it is about, for whoever may read that."""

    id: int
    labeler_id: int
    labeler: str
    kind: str
    about: str
    what: What
    named: str
    url: str
    value: str
    meaning: str
    words: str
    at: datetime
    until: datetime | None
    ended_at: datetime | None
    end: str
    end_words: str
    reference: str
    holds: bool
    dispute: DisputeView | None
    is_about_me: bool
    may_speak: bool


def labelers(viewer: Viewer, *, now: datetime) -> list[LabelerView]:
    """All that publish, those whom the viewer reads first, then by how much they say."""
    rows = _counted(now).filter(closed_at=None)
    found = [_labeler(viewer, row) for row in rows.order_by("title", "id")]
    return sorted(found, key=lambda each: (not each.is_subscribed, not each.is_shown_to_all, -each.labels))


def labeler(viewer: Viewer, labeler_id: int, *, now: datetime) -> LabelerView:
    """Raises NoSuchLabeler."""
    row = _counted(now).filter(id=labeler_id).first()
    if row is None:
        raise NoSuchLabeler
    return _labeler(viewer, row)


def own_labelers(viewer: Viewer, *, now: datetime) -> list[LabelerView]:
    """Those for which the viewer speaks."""
    hers = Q(person_id=viewer.person_id or 0) | Q(group_id__in=groups.moderated_ids(viewer))
    return [_labeler(viewer, row) for row in _counted(now).filter(hers, closed_at=None).order_by("id")]


def labels_of(
    viewer: Viewer, labeler_id: int, *, ended: bool = False, before: int | None = None, now: datetime
) -> list[LabelView]:
    """What it says now, or what it said and doesn't any more; the newest first, a page at a time."""
    rows = Label.objects.filter(labeler_id=labeler_id)
    holding = in_force(now).values("id")
    rows = rows.exclude(id__in=holding) if ended else rows.filter(id__in=holding)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return _views(viewer, rows.order_by("-id")[:PAGE], now)


def label(viewer: Viewer, label_id: int, *, now: datetime) -> LabelView:
    """Raises NoSuchLabel."""
    found = _views(viewer, Label.objects.filter(id=label_id), now)
    if not found:
        raise NoSuchLabel
    return found[0]


def labels_about(viewer: Viewer, about: str, *, now: datetime) -> list[LabelView]:
    """What any labeler says of one thing now; for whoever it is about, and for the page that adds one."""
    return _views(viewer, in_force(now).filter(about=str(read_subject(about))).order_by("-id")[:PAGE], now)


def labels_on(viewer: Viewer, *, now: datetime) -> list[LabelView]:
    """What labelers say of the viewer and of what she wrote lately, the newest first."""
    me = viewer.person_id
    if me is None:
        return []
    hers = [f"{What.PERSON}:{each}" for each in people.same_human(me)]
    hers += [f"{What.POST}:{each}" for each in posts.ids_by(me, most=500)]
    return _views(viewer, in_force(now).filter(about__in=hers).order_by("-id")[:PAGE], now)


def disputes_waiting(viewer: Viewer, *, now: datetime) -> list[LabelView]:
    """Disputes that the viewer may answer, the oldest first."""
    mine = [each.id for each in own_labelers(viewer, now=now)]
    rows = Label.objects.filter(labeler_id__in=mine, dispute__answered_at=None, dispute__isnull=False)
    return _views(viewer, rows.order_by("dispute__due"), now)


@dataclass(frozen=True)
class Named:
    """How what somebody labels is called, and where it is."""

    words: str
    url: str


def named(viewer: Viewer, about: str) -> Named | None:
    """What "post:17" names, if everybody may read it. Raises NothingToLabel for what is no such name."""
    subject = read_subject(about)
    if subject.what == What.SERVER:
        return Named(subject.key, _page_of(subject.key))
    words, url = _names_of([subject]).get(str(subject), ("", ""))
    return Named(words, url) if url else None


def labeler_of_group(group_id: int) -> int | None:
    """The labeler that a group has open, if it has one."""
    return Labeler.objects.filter(group_id=group_id, closed_at=None).values_list("id", flat=True).first()


def told_of(label_id: int) -> tuple[str, list[int]]:
    """The labeler's name, and who speaks for it; for telling them, not for pages."""
    row = Label.objects.select_related("labeler").get(id=label_id)
    return row.labeler.title, speakers_of(row.labeler)


def put_by(label_id: int) -> int | None:
    """Who put a label, for a case about it."""
    return Label.objects.filter(id=label_id).values_list("by_id", flat=True).first()


def _counted(now: datetime) -> QuerySet[Labeler]:
    holds = Q(labels__ended_at=None) & (Q(labels__until=None) | Q(labels__until__gt=now))
    return Labeler.objects.select_related("person", "group").annotate(n=Count("labels", filter=holds))


def _labeler(viewer: Viewer, row: Labeler) -> LabelerView:
    me = viewer.person_id or 0
    mine = Subscription.objects.filter(person_id=me, labeler=row).first() if me else None
    chosen = {} if mine is None else mine.choices
    values = values_in(row.values)
    whose, url = _whose(viewer, row)
    return LabelerView(
        id=row.id,
        kind=row.kind,
        title=row.title,
        words=row.words,
        whose=whose,
        url=url,
        values=values,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        good_until=row.good_until,
        labels=row.n,  # type: ignore[attr-defined]  # `_counted` annotates it
        is_mine=bool(me) and row.closed_at is None and speaks_for(me, row),
        is_subscribed=mine is not None,
        is_shown_to_all=row.id in charter.current().read(LabelsCharter).default_labelers,
        choices=tuple((each, Act(chosen.get(each.value, Act.BADGE))) for each in values),
    )


def _whose(viewer: Viewer, row: Labeler) -> tuple[str, str]:
    if row.kind == Labeler.Kind.PERSON and row.person_id is not None:
        known = people.lines(viewer, [row.person_id]).get(row.person_id)
        return ("", "") if known is None else (known.name, f"/@{known.handle}")
    if row.kind == Labeler.Kind.GROUP and row.group is not None:
        return row.group.title, f"/g/{row.group.handle}"
    if row.kind == Labeler.Kind.PEER:
        return row.domain, f"https://{row.domain}/labelers/{row.number}"
    return "", "/moderation"


def _views(viewer: Viewer, rows: QuerySet[Label], now: datetime) -> list[LabelView]:
    found = list(rows.select_related("labeler", "dispute"))
    named = _names(found)
    return [_view(viewer, row, named.get(row.about, ("", "")), now) for row in found]


def _view(viewer: Viewer, row: Label, named: tuple[str, str], now: datetime) -> LabelView:
    me = viewer.person_id
    meaning = next((each.words for each in values_in(row.labeler.values) if each.value == row.value), "")
    said: Dispute | None = getattr(row, "dispute", None)
    in_time = row.until is None or row.until > now
    return LabelView(
        id=row.id,
        labeler_id=row.labeler_id,
        labeler=row.labeler.title,
        kind=row.labeler.kind,
        about=row.about,
        what=What(row.about.partition(":")[0]) if row.about else What.POST,
        named=named[0] or row.address,
        url=named[1],
        value=row.value,
        meaning=meaning,
        words=row.words,
        at=row.at,
        until=row.until,
        ended_at=row.ended_at,
        end=row.end or ("" if in_time else Label.End.TIME.value),
        end_words=row.end_words,
        reference=row.reference,
        holds=row.ended_at is None and in_time and row.labeler.closed_at is None,
        dispute=None if said is None else _said(said),
        is_about_me=me is not None and concerns(me, row),
        may_speak=me is not None and row.labeler.closed_at is None and speaks_for(me, row.labeler),
    )


def _said(row: Dispute) -> DisputeView:
    return DisputeView(row.words, row.at, row.due, row.answer, row.answered_at, row.outcome)


def _names(rows: Sequence[Label]) -> dict[str, tuple[str, str]]:
    """How what they are about is called, and where it is: as anybody sees it."""
    return _names_of([read_subject(each.about) for each in rows if each.about])


def _names_of(subjects: Sequence[Subject]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    seen = {str(each.id): each for each in posts.posts(ANYONE, _numbers(subjects, What.POST))}
    known = people.lines(ANYONE, _numbers(subjects, What.PERSON))
    for each in subjects:
        if each.what == What.POST and each.key in seen:
            post = seen[each.key]
            found[str(each)] = (f"@{post.author.handle}", f"/@{post.author.handle}/{post.id}")
        elif each.what == What.PERSON and each.number in known:
            line = known[each.number]
            found[str(each)] = (f"@{line.handle}", f"/@{line.handle}")
        elif each.what == What.SERVER:
            found[str(each)] = (each.key, _page_of(each.key))
    return found


def _page_of(domain: str) -> str:
    return f"/about/servers/on/{domain}"


def _numbers(subjects: Sequence[Subject], what: What) -> list[int]:
    return sorted({each.number for each in subjects if each.what == what})
