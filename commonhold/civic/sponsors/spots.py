"""The pages that an ad may stand on, as they are kept: "local", "discover", "tag:seeds", "group:ID"."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonhold.civic.sponsors.refusals import NoSuchGroup, NoSuchTag, PlaceNeeded, TooManyPlaces
from commonhold.civic.sponsors.vocabulary import Place
from commonhold.social.groups import queries as groups
from commonhold.social.groups.refusals import NoSuchGroup as Unknown
from commonhold.social.people.queries import ANYONE
from commonhold.social.tags import names

MOST = 8


@dataclass(frozen=True)
class SpotView:
    """One page, in words; `url` is empty where it is gone, or no longer for everybody."""

    where: str
    kind: Place
    words: str
    url: str


LOCAL, DISCOVER = str(Place.LOCAL), str(Place.DISCOVER)


def tag(name: str) -> str:
    return f"{Place.TAG}:{name}"


def group(line: groups.GroupLine) -> str | None:
    """None for a group that not everybody may read: no ad stands there."""
    return f"{Place.GROUP}:{line.id}" if line.is_readable_by_all else None


def kind_of(where: str) -> Place:
    return Place(where.partition(":")[0])


def wanted(*, tags: Iterable[str], handles: Iterable[str], is_local: bool, is_discover: bool) -> list[str]:
    """The pages that somebody typed, each once.

    Raises NoSuchTag, NoSuchGroup, PlaceNeeded or TooManyPlaces.
    """
    found = [tag(_tag(each)) for each in tags] + [_group(each) for each in handles]
    found += [LOCAL] if is_local else []
    found += [DISCOVER] if is_discover else []
    each_once = list(dict.fromkeys(found))
    if not each_once:
        raise PlaceNeeded
    if len(each_once) > MOST:
        raise TooManyPlaces(MOST)
    return each_once


def in_words(where: Collection[str]) -> dict[str, SpotView]:
    """Each of them for people, by how it is kept."""
    ids = {int(each.partition(":")[2]) for each in where if kind_of(each) is Place.GROUP}
    known = {id_: line for id_, line in groups.lines(ANYONE, ids).items() if line.is_readable_by_all}
    return {each: _view(each, known) for each in where}


def _view(where: str, known: dict[int, groups.GroupLine]) -> SpotView:
    kind, which = kind_of(where), where.partition(":")[2]
    if kind is Place.TAG:
        return SpotView(where, kind, f"#{which}", f"/tags/{which}")
    if kind is Place.GROUP:
        line = known.get(int(which))
        if line is None:
            return SpotView(where, kind, _("A group that is no longer for everybody"), "")
        return SpotView(where, kind, line.title, f"/g/{line.handle}/posts")
    if kind is Place.LOCAL:
        return SpotView(where, kind, _("Everybody here"), "/local")
    return SpotView(where, kind, _("Discover"), "/discover")


def _tag(typed: str) -> str:
    name = names.folded(typed)
    if not names.is_name(name):
        raise NoSuchTag(typed.strip()[:40])
    return name


def _group(typed: str) -> str:
    try:
        where = group(groups.group(ANYONE, typed.strip().removeprefix("/g/").removeprefix("@")).line)
    except Unknown:
        where = None
    if where is None:
        raise NoSuchGroup(typed.strip()[:40])
    return where
