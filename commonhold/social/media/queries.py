"""Media as pages need them. Who may see which is the posts' to say: nothing here asks, but for one's own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from commonhold.social.media import addresses, store
from commonhold.social.media.models import Medium
from commonhold.social.media.refusals import NoSuchMedium
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class MediumView:
    """A medium beside words. `url` and `small_url` are empty until it is ready; only pictures have a small.

    `focus_x` and `focus_y` are thousandths from the middle, right and up. `mime` is of the full version.
    """

    id: int
    kind: str
    state: str
    trouble: str
    url: str
    small_url: str
    mime: str
    alt: str
    focus_x: int
    focus_y: int
    width: int | None
    height: int | None
    is_animated: bool
    blurhash: str
    is_mine: bool
    source: str = ""  # of another server's: where it lies there


@dataclass(frozen=True)
class Urls:
    """Where a picture of a person or an emoji lies."""

    full: str
    small: str


@dataclass(frozen=True)
class StoredFile:
    """A file that the web asked for. `is_for_all`: it belongs to a person's page or is an emoji."""

    medium_id: int
    owner_id: int
    key: str
    mime: str
    is_for_all: bool
    is_elsewhere: bool = False


@dataclass(frozen=True)
class WantedFile:
    """A file of another server that is not here yet. `is_for_all`: as that of `StoredFile`."""

    medium_id: int
    owner_id: int
    blurhash: str
    is_image: bool
    is_for_all: bool


def media(viewer: Viewer, ids: Collection[int]) -> dict[int, MediumView]:
    """By id, for those who show them; what is gone is left out."""
    rows = Medium.objects.filter(id__in=ids, gone_at=None)
    return {row.id: view_of(row, viewer) for row in rows}


def own_medium(viewer: Viewer, medium_id: int) -> MediumView:
    """One of the viewer's own. Raises NoSuchMedium."""
    row = Medium.objects.filter(id=medium_id, owner_id=viewer.person_id, gone_at=None).first()
    if row is None:
        raise NoSuchMedium
    return view_of(row, viewer)


def is_idle(viewer: Viewer, medium_id: int) -> bool:
    """Does the viewer own it, and nothing use it?"""
    rows = Medium.objects.filter(id=medium_id, owner_id=viewer.person_id, gone_at=None)
    return rows.filter(idle_since__isnull=False).exists()


def waiting_of(person_id: int) -> int:
    """How many of a person's media are still to be made ready."""
    return Medium.objects.filter(owner_id=person_id, state=Medium.State.WAITING).count()


def count_of(person_id: int) -> int:
    """How many media are hers."""
    return Medium.objects.filter(owner_id=person_id, gone_at=None).count()


def urls(ids: Collection[int]) -> dict[int, Urls]:
    """Where pictures of people and emoji lie, by id; what is not ready, or belongs to posts, is left out."""
    rows = Medium.objects.filter(id__in=ids, state=Medium.State.READY).exclude(purpose=Medium.Purpose.POST)
    return {row.id: urls_from((row.secret, row.mime)) for row in rows}


#: Columns for `urls_from`, in its order.
URLS = ("secret", "mime")


def urls_from(values: Sequence[str]) -> Urls:
    """Where the files of a ready picture lie, of these columns that a room above has joined to its own."""
    secret, mime = values
    return Urls(
        full=addresses.path(secret, addresses.full_name(mime)), small=addresses.path(secret, addresses.SMALL)
    )


def lost() -> list[str]:
    """Names in the store of files that should lie there and don't. It reads the store's whole list.

    What other servers keep is not among them: it is fetched again.
    """
    should = {key: row.id for row in _settled() for key in _keys(row)}
    missing = {should[key]: key for key in should.keys() - {each.name for each in store.listed()}}
    still = _settled().filter(id__in=missing).values_list("id", flat=True)  # not discarded meanwhile
    return [missing[each] for each in still]


def _settled() -> QuerySet[Medium]:
    return Medium.objects.filter(state=Medium.State.READY, elsewhere=None).order_by("id")


def _keys(row: Medium) -> list[str]:
    return [addresses.key(row.secret, name) for name in _names(row)]


def file_at(secret: str, name: str) -> StoredFile:
    """Which file an address leads to, for doors that then ask who may see it. Raises NoSuchMedium."""
    rows = Medium.objects.filter(secret=secret, state=Medium.State.READY)
    row = rows.select_related("elsewhere").first()
    if row is None or name not in _names(row):
        raise NoSuchMedium
    return StoredFile(
        medium_id=row.id,
        owner_id=row.owner_id,
        key=addresses.key(secret, name),
        mime=addresses.SMALL_MIME if name == addresses.SMALL else row.mime,
        is_for_all=row.purpose != Medium.Purpose.POST,
        is_elsewhere=hasattr(row, "elsewhere"),
    )


def wanted_at(secret: str) -> WantedFile:
    """Which medium of another server an address of ours means, while it is not here. Raises NoSuchMedium."""
    coming = [Medium.State.ELSEWHERE, Medium.State.WAITING]
    row = Medium.objects.filter(secret=secret, state__in=coming, elsewhere__isnull=False).first()
    if row is None:
        raise NoSuchMedium
    is_image = row.kind == Medium.Kind.IMAGE
    is_for_all = row.purpose != Medium.Purpose.POST
    return WantedFile(row.id, row.owner_id, row.blurhash, is_image, is_for_all)


def signed_url(medium_id: int, *, until: datetime | None) -> str:
    """The full version's address, open to anybody until then or, without a time, as long as its post
    federates. Raises NoSuchMedium.
    """
    row = Medium.objects.filter(id=medium_id, state=Medium.State.READY).first()
    if row is None:
        raise NoSuchMedium
    return addresses.signed(addresses.path(row.secret, addresses.full_name(row.mime)), until=until)


#: Columns for `view_from`, in its order.
VIEW = (
    *("id", "kind", "state", "trouble", "secret", "mime", "alt", "focus_x", "focus_y", "width", "height"),
    *("is_animated", "blurhash", "owner_id", "elsewhere__source"),
)


def view_from(values: Sequence[Any], viewer: Viewer) -> MediumView:
    """The view of these columns of a row that a room above has joined to its own."""
    id_, kind, state, trouble, secret, mime, *looks, is_animated, blurhash, owner_id, source = values
    is_ready = state == Medium.State.READY
    is_there = source and state in {Medium.State.ELSEWHERE, Medium.State.WAITING}
    is_image = kind == Medium.Kind.IMAGE
    alt, focus_x, focus_y, width, height = looks
    return MediumView(
        id=id_,
        kind=kind,
        state=state,
        trouble=trouble,
        url=addresses.path(secret, _shown_name(kind, mime, is_ready=is_ready))
        if is_ready or is_there
        else "",
        small_url=addresses.path(secret, addresses.SMALL) if (is_ready or is_there) and is_image else "",
        mime=mime,
        alt=alt,
        focus_x=focus_x,
        focus_y=focus_y,
        width=width,
        height=height,
        is_animated=is_animated,
        blurhash=blurhash,
        is_mine=owner_id == viewer.person_id,
        source=source or "",
    )


def view_of(row: Medium, viewer: Viewer) -> MediumView:
    """The view of a whole row."""
    there = getattr(row, "elsewhere", None)
    own = [getattr(row, each) for each in VIEW[:-1]]
    return view_from([*own, None if there is None else there.source], viewer)


def _shown_name(kind: str, mime: str, *, is_ready: bool) -> str:
    """What is not here yet has one address, by which it is wanted; what it becomes is known only then."""
    if is_ready:
        return addresses.full_name(mime)
    return addresses.SMALL if kind == Medium.Kind.IMAGE else addresses.COMING


def _names(row: Medium) -> set[str]:
    own = {addresses.full_name(row.mime)}
    return own | {addresses.SMALL} if row.kind == Medium.Kind.IMAGE else own
