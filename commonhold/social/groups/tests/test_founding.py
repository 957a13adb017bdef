from __future__ import annotations

from typing import Any

import pytest

from commonhold.social.groups import queries
from commonhold.social.groups.actions import founding
from commonhold.social.groups.refusals import (
    GroupHandleNotAllowed,
    GroupHandleTaken,
    GroupTextTooLong,
    ModeratorsOnly,
    NoSuchGroup,
    NotOfThisServer,
    OneGroupEach,
    TitleLength,
    UnknownJoining,
    UnlistedIsClosed,
)
from commonhold.social.groups.tests.conftest import Found
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING


def test_whoever_founds_a_group_belongs_to_it_and_keeps_order(ada: int, found: Found) -> None:
    found("potters", title="  Wheel   and kiln ", rules="*Clean* the wheel.")
    seen = queries.group(Viewer(ada), "Potters")
    assert (seen.line.title, seen.rules, seen.line.members) == ("Wheel and kiln", "*Clean* the wheel.", 1)
    assert seen.line.is_member
    assert seen.may_moderate
    assert [each.handle for each in seen.moderators] == ["ada"]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"handle": "a"}, GroupHandleNotAllowed),
        ({"handle": "clay pots"}, GroupHandleNotAllowed),
        ({"handle": "PoTTers"}, GroupHandleTaken),
        ({"title": " "}, TitleLength),
        ({"title": "x" * 81}, TitleLength),
        ({"summary": "x" * 501}, GroupTextTooLong),
        ({"rules": "x" * 10_001}, GroupTextTooLong),
        ({"joining": "by lot"}, UnknownJoining),
        ({"is_listed": False}, UnlistedIsClosed),
    ],
)
def test_what_a_group_cannot_be_is_refused(
    ben: int, found: Found, said: Any, refusal: type[Exception]
) -> None:
    found("potters")
    with pytest.raises(refusal):
        founding.found_group(ben, **{"handle": "weavers", "title": "Weavers", "now": MORNING, **said})


def test_who_is_no_member_of_the_co_op_founds_one_group(dev: int) -> None:
    founding.found_group(dev, handle="radios", title="Radios", now=MORNING)
    with pytest.raises(OneGroupEach):
        founding.found_group(dev, handle="more_radios", title="More radios", now=MORNING)


def test_people_of_other_servers_found_no_groups(eve: int) -> None:
    with pytest.raises(NotOfThisServer):
        founding.found_group(eve, handle="far", title="Far away", now=MORNING)


def test_only_moderators_change_a_group(ada: int, ben: int, found: Found) -> None:
    group_id = found(members=(ben,))
    said = {
        "title": "Kiln",
        "summary": "Fire",
        "rules": "",
        "joining": "approval",
        "is_readable_by_all": False,
        "is_listed": False,
    }
    with pytest.raises(ModeratorsOnly):
        founding.change_group(ben, group_id=group_id, now=MORNING, **said)  # type: ignore[arg-type]  # one dict
    founding.change_group(ada, group_id=group_id, now=MORNING, **said)  # type: ignore[arg-type]  # one dict
    seen = queries.group(Viewer(ben), "potters")
    assert (seen.line.title, seen.line.joining, seen.line.is_readable_by_all) == ("Kiln", "approval", False)


def test_an_unlisted_group_is_known_to_its_members_and_the_invited_alone(
    ada: int, ben: int, caro: int, found: Found
) -> None:
    found("quiet", is_listed=False, is_readable_by_all=False, joining="invitation", members=(ben,))
    assert queries.group(Viewer(ben), "quiet").may_read
    for viewer in (Viewer(caro), ANYONE):
        assert queries.discover(viewer)[0] == []
        with pytest.raises(NoSuchGroup):
            queries.group(viewer, "quiet")


def test_groups_are_discovered_by_their_words_the_larger_first(
    ada: int, ben: int, caro: int, found: Found
) -> None:
    found("weavers", summary="Wool")
    found("potters", summary="Clay", members=(ben,))
    assert [each.handle for each in queries.discover(Viewer(caro))[0]] == ["potters", "weavers"]
    assert [each.handle for each in queries.discover(Viewer(caro), "wool")[0]] == ["weavers"]
    assert [each.handle for each in queries.discover(Viewer(ben))[0]] == ["weavers"]
    assert [each.handle for each in queries.mine(Viewer(ben))] == ["potters"]


def test_groups_are_found_by_every_word_also_ones_own_but_no_hidden_one_by_strangers(
    ada: int, ben: int, caro: int, found: Found
) -> None:
    found("weavers", summary="Wool and looms")
    found("spinners", summary="Wool and wheels", members=(ben,))
    found("quiet", summary="Wool", is_listed=False, is_readable_by_all=False, members=(ben,))
    for viewer, words, handles in (
        (Viewer(caro), "WOOL", ["spinners", "weavers"]),
        (ANYONE, "looms wool", ["weavers"]),
        (Viewer(ben), "wool", ["quiet", "spinners", "weavers"]),
        (Viewer(ben), "wool clay", []),
        (Viewer(ben), " ", []),
    ):
        assert sorted(each.handle for each in queries.search(viewer, words)[0]) == handles
