"""Who owns this, and to which class each belongs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from commonhold.civic.members.charter import ClassesCharter
from commonhold.civic.members.models import Belonging, KeptNumber, LeavingNotice, Member, Vouch
from commonhold.ground.charter import queries as charter
from commonhold.ground.prepared import Prepared
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class MemberView:
    """A membership that holds."""

    person_id: int
    number: int
    branch: int
    since: datetime
    votes_from: datetime
    class_key: str


@dataclass(frozen=True)
class DirectoryLine:
    """A member in the list of members."""

    person_id: int
    name: str
    handle: str
    number: int
    branch: int
    since: datetime
    votes_from: datetime
    class_name: str  # empty where there is a single class
    has_ballot: bool


@dataclass(frozen=True)
class BelongingView:
    """That a member was put into a class: when, by whom and why. `reference`: what gave the right."""

    class_key: str
    class_name: str
    since: datetime
    votes_from: datetime
    by: int | None
    because: str
    reference: str


@dataclass(frozen=True)
class NoticeView:
    """When a member said that she leaves, and when she will have left."""

    at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Movement:
    """How many members there were, came and went over a time."""

    before: int
    joined: int
    left: int
    after: int


def member_of(person_id: int) -> MemberView | None:
    """The membership that a person holds now."""
    return next(iter(_HELD.made(person=person_id)), None)


def people_by_number() -> dict[int, int]:
    """Person ids by member number, of present members and of those who left."""
    return dict(Member.objects.values_list("number", "person_id"))


def taken_numbers() -> set[int]:
    """All that were ever given, and those that are kept for members of before."""
    given = Member.objects.values_list("number", flat=True)
    return {*given, *KeptNumber.objects.values_list("number", flat=True)}


def members(at: datetime) -> list[int]:
    """Person ids of all members at that time, those who wait for their first ballot included."""
    return list(present_at(at).values_list("person_id", flat=True))


def count(at: datetime) -> int:
    """How many members there are at that time."""
    return present_at(at).count()


def counts_by_class(*, at: datetime) -> dict[str, int]:
    """How many belonged to each class then, of those that the charter names now; nobody is named."""
    rows = Belonging.objects.filter(member__in=present_at(at), since__lte=at).order_by("id")
    latest = dict(rows.values_list("member_id", "class_key"))
    return {each.key: sum(key == each.key for key in latest.values()) for each in classes_now().every}


def joined_since(people_ids: Sequence[int], since: datetime) -> list[int]:
    """Which of them became members since then."""
    return list(
        Member.objects.filter(person_id__in=people_ids, since__gte=since).values_list("person_id", flat=True)
    )


def movement(*, since: datetime, until: datetime) -> Movement:
    """Members as numbers; nobody is named."""
    rows = Member.objects.all()
    return Movement(
        before=count(since),
        joined=rows.filter(since__gt=since, since__lte=until).count(),
        left=rows.filter(left_at__gt=since, left_at__lte=until).count(),
        after=count(until),
    )


def branches(person_ids: Collection[int] | None = None) -> dict[int, frozenset[int]]:
    """Of these people, or of everybody: branches of the invitation tree, for whoever is or was a member.

    They are her own, and those of the members who vouched for her.
    """
    found = Member.objects.all()
    vouched = Vouch.objects.filter(application__membership__isnull=False, ended_at=None)
    if person_ids is not None:
        found = found.filter(person_id__in=person_ids)
        vouched = vouched.filter(application__person_id__in=person_ids)
    branches: dict[int, set[int]] = {}
    for person_id, branch in found.values_list("person_id", "branch").iterator():
        branches.setdefault(person_id, set()).add(branch)
    for person_id, branch in vouched.values_list("application__person_id", "branch").iterator():
        branches[person_id].add(branch)
    return {person_id: frozenset(each) for person_id, each in branches.items()}


def my_notice(viewer: Viewer) -> NoticeView | None:
    """The notice that the viewer gave, as long as it runs."""
    if viewer.person_id is None:
        return None
    running = LeavingNotice.objects.filter(
        member__person_id=viewer.person_id, member__left_at=None, taken_back_at=None, ended_at=None
    )
    row = running.first()
    return None if row is None else NoticeView(row.at, row.ends_at)


def directory(viewer: Viewer) -> list[DirectoryLine]:
    """All present members by number, for members; nobody else gets the list."""
    if not is_member(viewer):
        return []
    rows = list(Member.objects.filter(left_at=None).order_by("number"))
    names = people.lines(viewer, [row.person_id for row in rows])
    belongs, classes = _belonging_now(), classes_now()
    shown = {each.key: each.title if len(classes.every) > 1 else "" for each in classes.every}
    votes = {each.key for each in classes.every if each.votes}
    return [
        DirectoryLine(
            row.person_id,
            names[row.person_id].name,
            names[row.person_id].handle,
            row.number,
            row.branch,
            row.since,
            row.votes_from,
            class_name=shown.get(belongs[row.id], ""),
            has_ballot=belongs[row.id] in votes,
        )
        for row in rows
    ]


def belongings(viewer: Viewer, person_id: int) -> list[BelongingView]:
    """In which classes somebody has been, the latest first: for members, and for herself."""
    if person_id != viewer.person_id and not is_member(viewer):
        return []
    rows = Belonging.objects.filter(member__person_id=person_id).order_by("-id")
    names = {each.key: each.title for each in classes_now().every}
    return [
        BelongingView(
            row.class_key,
            names.get(row.class_key, row.class_key),
            row.since,
            row.votes_from,
            row.by_id,
            row.because,
            row.reference,
        )
        for row in rows
    ]


def in_class(key: str) -> int:
    """How many members belong to a class now."""
    return sum(each == key for each in _belonging_now().values())


# Nearly everything that a member does asks these.
_HELD = Prepared(
    lambda *, person: Member.objects.filter(person_id=person, left_at=None).values_list(
        "person_id",
        "number",
        "branch",
        "since",
        "votes_from",
        Subquery(Belonging.objects.filter(member=OuterRef("pk")).order_by("-id").values("class_key")[:1]),
    ),
    lambda row: MemberView(*row),
)


def _belonging_now() -> dict[int, str]:
    """By member, of those who are: the class that she belongs to."""
    rows = Belonging.objects.filter(member__left_at=None).order_by("id")
    return dict(rows.values_list("member_id", "class_key"))


def present_at(when: datetime) -> QuerySet[Member]:
    held = Q(left_at=None) | Q(left_at__gt=when)
    return Member.objects.filter(held, since__lte=when).order_by("number")


def is_member(viewer: Viewer) -> bool:
    return viewer.person_id is not None and member_of(viewer.person_id) is not None


def classes_now() -> ClassesCharter:
    return charter.current().read(ClassesCharter)


def class_name(key: str) -> str:
    """The class that an applicant chose, or will get instead; empty where there is a single one."""
    classes = classes_now()
    if len(classes.every) == 1:
        return ""
    wanted = classes.named(key)
    return (wanted if wanted is not None and wanted.joins else classes.first_to_join).title
