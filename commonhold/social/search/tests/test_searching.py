from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.social.groups.actions.founding import found_group
from commonhold.social.groups.actions.joining import join_group
from commonhold.social.people.actions import choose_to_be_found
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts.actions import publish_post
from commonhold.social.search import queries
from tests.cast import MORNING, make_person, minutes


def found(viewer: Viewer, text: str) -> list[int]:
    return [each.id for each in queries.posts(viewer, text).posts]


@pytest.fixture
def bread(ada: int, ben: int) -> dict[str, int]:
    for each in (ada, ben):
        choose_to_be_found(each, is_searchable=True, is_discoverable=False, now=MORNING)
    return {
        "rye": publish_post(ada, text="Rye bread", language="en", now=MORNING),
        "white": publish_post(ben, text="White bread https://a.example", language="de", now=minutes(1)),
        "inside": publish_post(
            ben,
            text="Bread of members",
            audience="members",
            poll=NewPoll(("Rye", "White"), minutes=60),
            now=minutes(60 * 24),
        ),
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("bread", ["inside", "white", "rye"]),
        ("BREAD -white", ["inside", "rye"]),
        ('"rye bread"', ["rye"]),
        ('"bread rye"', []),
        ("brea*", ["inside", "white", "rye"]),
        ("from:ada", ["rye"]),
        ("from:me", ["rye"]),
        ("from:@BEN bread", ["inside", "white"]),
        ("-from:ben", ["rye"]),
        ("from:nobody bread", []),
        ("in:members", ["inside"]),
        ("in:everybody lang:fr bread", []),
        ("in:everybody -lang:x bread", ["white", "rye"]),
        ("in:public bread", ["white", "rye"]),
        ("in:nowhere bread", []),
        ("has:link", ["white"]),
        ("bread -has:link", ["inside", "rye"]),
        ("has:media", []),
        ("has:poll", ["inside"]),
        ("bread -has:poll", ["white", "rye"]),
        ("lang:de", ["white"]),
        ("before:2026-05-05 bread", ["white", "rye"]),
        ("after:2026-05-04 bread", ["inside"]),
        ("on:2026-05-04", ["white", "rye"]),
        ("-", []),
        ("", []),
    ],
)
def test_operators_narrow_a_search(bread, ada, text, names):
    assert found(Viewer(ada), text) == [bread[each] for each in names]


def test_a_stranger_finds_what_is_for_everybody_and_is_told_what_is_unknown(bread):
    assert found(ANYONE, "bread") == [bread["white"], bread["rye"]]
    assert queries.posts(ANYONE, "bread from:nobody in:cellar before:soon").unknown == (
        "before:soon",
        "from:nobody",
        "in:cellar",
    )
    assert found(ANYONE, "from:me bread") == []


def test_what_is_said_in_a_group_is_found_by_those_who_may_read_it(ada, ben, caro):
    choose_to_be_found(ada, is_searchable=True, is_discoverable=False, now=MORNING)
    bakers = found_group(ada, handle="Bakers", title="Bakers", is_readable_by_all=False, now=MORNING)
    join_group(ben, group_id=bakers, now=MORNING)
    said = publish_post(ada, text="Rye bread", audience="group", group_id=bakers, now=minutes(1))
    publish_post(ada, text="Rye bread for all", now=minutes(2))
    assert found(Viewer(ben), "rye in:bakers") == found(Viewer(ben), "in:BAKERS") == [said]
    assert found(Viewer(caro), "rye in:bakers") == found(ANYONE, "in:bakers") == []
    assert said not in found(Viewer(caro), "rye")


def test_tags_are_found_by_their_beginning_when_they_were_used_in_public(ada, ben):
    publish_post(ada, text="#bread #Rye_Bread", now=MORNING)
    publish_post(ada, text="#secretbread", audience="followers", now=MORNING)
    assert [each.name for each in queries.tags(ANYONE, "bread")[0]] == ["bread", "rye_bread"]
    assert [each.name for each in queries.tags(Viewer(ada), "rye bread")[0]] == ["rye_bread"]
    assert queries.tags(ANYONE, "")[0] == []


@pytest.fixture
def somebody(db: None) -> int:
    made = make_person("ada")
    publish_post(made, text="Bread", now=MORNING)
    return made


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(alphabet=st.characters(exclude_categories=["Cs"]))
    | st.from_regex(r"-?(from|in|has|lang|on|before):?\"?\S*\"?\*?")
)
def test_no_text_whatever_makes_a_search_fail(somebody, text):
    for viewer in (ANYONE, Viewer(somebody)):
        queries.posts(viewer, text)
        queries.tags(viewer, text)


def test_a_search_is_cut_by_ids_passed_over_and_held_to_one_author(bread, ada, ben):
    me = Viewer(ada)
    inside, white, rye = bread["inside"], bread["white"], bread["rye"]

    def cut(**bounds: int) -> list[int]:
        return [each.id for each in queries.posts(me, "bread", **bounds).posts]

    assert cut(above=rye) == [inside, white]
    assert cut(before=inside, above=rye) == [white]
    assert cut(skip=1) == [white, rye]
    assert cut(skip=1, limit=1) == [white]
    assert cut(skip=3) == []
    assert cut(author_id=ada) == [rye]
    assert cut(above=(1 << 63) - 1) == []
