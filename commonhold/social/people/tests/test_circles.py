"""Who may see whom somebody follows, and who follows her."""

from __future__ import annotations

from itertools import product

import pytest

from commonhold.social.people import actions, personal_data, queries
from commonhold.social.people.models import KeptCircle
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed, CircleKeptBack, NoSuchPerson, StrangeAudience
from tests.cast import MORNING, make_person

CHOICES = ("everybody", "followers", "nobody")


def seen(viewer: Viewer, handle: str) -> tuple[set[str], set[str]] | None:
    """Handles of followers and followed as the viewer's pages show them; None where they are kept back."""
    try:
        followers = queries.circle_of_followers(viewer, handle).people
        followed = queries.circle_of_followed(viewer, handle).people
    except CircleKeptBack:
        return None
    return {each.person.handle for each in followers}, {each.person.handle for each in followed}


def test_every_viewer_sees_of_every_choice_what_both_ends_show_her(ada, ben, caro, dev):
    """Ben follows Ada, Ada follows Caro, and Dev knows neither."""
    actions.follow(ben, person_id=ada, now=MORNING)
    actions.follow(ada, person_id=caro, now=MORNING)
    for hers, his, caros in product(CHOICES, repeat=3):
        for person_id, choice in ((ada, hers), (ben, his), (caro, caros)):
            actions.choose_who_sees_circle(person_id, shown_to=choice, now=MORNING)
        of = {"ada": hers, "ben": his, "caro": caros}
        for viewer, me in ((ada, "ada"), (ben, "ben"), (caro, "caro"), (dev, "dev"), (None, "")):

            def shows(whose: str, me: str = me, of: dict[str, str] = of) -> bool:
                follows = (me, whose) in {("ben", "ada"), ("ada", "caro")}
                return me == whose or of[whose] == "everybody" or (of[whose] == "followers" and follows)

            expected = None
            if shows("ada"):
                expected = (
                    {"ben"} if me in {"ada", "ben"} or shows("ben") else set(),
                    {"caro"} if me in {"ada", "caro"} or shows("caro") else set(),
                )
            assert seen(Viewer(viewer), "ada") == expected, (hers, his, caros, me)
            page = queries.profile(Viewer(viewer), "ada")
            assert (page.followers, page.following) == ((1, 1) if shows("ada") else (None, None))


def test_blocks_and_blocked_servers_hide_people_in_circles(ada, ben, caro, finn, eve):
    for each in (caro, finn, eve):
        actions.follow(each, person_id=ada, now=MORNING)
        actions.follow(ada, person_id=each, now=MORNING)
    actions.accept_follow(eve, person_id=ada, now=MORNING)  # as her server says
    assert seen(Viewer(ben), "ada") == ({"caro", "finn", "eve@elsewhere.example"},) * 2
    actions.block(ben, person_id=finn, now=MORNING)
    actions.block_server(ben, domain="elsewhere.example", now=MORNING)
    assert seen(Viewer(ben), "ada") == ({"caro"}, {"caro"})
    assert "ben" not in {
        each.person.handle for each in queries.circle_of_followers(Viewer(finn), "ada").people
    }
    actions.block(ada, person_id=caro, now=MORNING)
    with pytest.raises(NoSuchPerson):
        seen(Viewer(caro), "ada")
    assert seen(ANYONE, "ada") == ({"finn", "eve@elsewhere.example"},) * 2


def test_each_person_of_a_circle_bears_how_the_viewer_follows_her(ada, ben, caro, dev):
    shy, quiet = make_person("shy", approves_followers=True), make_person("quiet", approves_followers=True)
    for each in (ben, caro, dev, shy, quiet):
        actions.follow(each, person_id=ada, now=MORNING)
    actions.follow(ben, person_id=caro, now=MORNING)
    actions.follow(ben, person_id=shy, now=MORNING)
    found = queries.circle_of_followers(Viewer(ben), "@Ada").people
    assert {each.person.handle: each.state for each in found} == {
        "ben": "me",
        "caro": "followed",
        "dev": "",
        "shy": "asked",
        "quiet": "asks",
    }


def test_a_circle_is_read_page_by_page_and_requests_are_not_in_it(ada, ben, caro, dev):
    shy = make_person("shy", approves_followers=True)
    for each in (ben, caro, dev):
        actions.follow(each, person_id=shy, now=MORNING)
    assert queries.circle_of_followers(ANYONE, "shy").people == []
    for each in (ben, caro, dev):
        actions.accept_follow(shy, person_id=each, now=MORNING)
    first = queries.circle_of_followers(ANYONE, "shy", limit=2)
    assert [each.person.handle for each in first.people] == ["dev", "caro"]
    rest = queries.circle_of_followers(ANYONE, "shy", before=first.older, limit=2)
    assert [each.person.handle for each in rest.people] == ["ben"]
    assert rest.older is None


def test_choosing_again_replaces_and_a_strange_choice_or_a_closed_account_is_refused(ada):
    for choice in (*CHOICES, *CHOICES):
        actions.choose_who_sees_circle(ada, shown_to=choice, now=MORNING)
        assert queries.circle_shown_to(Viewer(ada)) == choice
    with pytest.raises(StrangeAudience):
        actions.choose_who_sees_circle(ada, shown_to="my cat", now=MORNING)
    assert personal_data.export_of(ada)["circle_shown_to"] == "nobody"
    personal_data.erase(ada, MORNING)
    assert not KeptCircle.objects.exists()
    with pytest.raises(AccountClosed):
        actions.choose_who_sees_circle(ada, shown_to="nobody", now=MORNING)


def test_who_keeps_her_circle_is_not_counted_when_others_are_suggested(ada, ben, caro):
    actions.follow(ada, person_id=ben, now=MORNING)
    actions.follow(ben, person_id=caro, now=MORNING)
    actions.choose_to_be_found(caro, is_searchable=False, is_discoverable=True, now=MORNING)
    for choice, shared in (("everybody", 1), ("followers", 1), ("nobody", 0)):
        actions.choose_who_sees_circle(ben, shown_to=choice, now=MORNING)
        assert [each for _line, each in queries.suggested(Viewer(ada))] == [shared]
    actions.choose_who_sees_circle(ben, shown_to="everybody", now=MORNING)
    actions.choose_who_sees_circle(caro, shown_to="nobody", now=MORNING)
    assert [each for _line, each in queries.suggested(Viewer(ada))] == [0]


def known(viewer: Viewer, handle: str) -> list[str]:
    return [each.person.handle for each in queries.circle_of_followers(viewer, handle, known=True).people]


def test_acquaintances_are_those_followers_whom_the_viewer_follows(ada, ben, caro, dev, finn):
    eli = make_person("eli")
    for each in (ben, caro, dev, finn):
        actions.follow(each, person_id=eli, now=MORNING)
    assert queries.acquaintances(Viewer(ada), eli) == queries.Acquaintances([], 0)
    for each in (ben, caro, dev):
        actions.follow(ada, person_id=each, now=MORNING)
    found = queries.acquaintances(Viewer(ada), eli)
    assert ([each.handle for each in found.people], found.others) == (["dev", "caro"], 1)
    assert known(Viewer(ada), "eli") == ["dev", "caro", "ben"]
    assert known(ANYONE, "eli") == []
    for viewer, person_id in ((ANYONE, eli), (Viewer(eli), eli), (Viewer(ada), finn)):
        assert queries.acquaintances(viewer, person_id).people == []


def test_a_request_makes_nobody_an_acquaintance(ada, ben):
    shy = make_person("shy", approves_followers=True)
    actions.follow(ada, person_id=ben, now=MORNING)
    actions.follow(ben, person_id=shy, now=MORNING)
    assert queries.acquaintances(Viewer(ada), shy).people == []
    actions.accept_follow(shy, person_id=ben, now=MORNING)
    assert [each.handle for each in queries.acquaintances(Viewer(ada), shy).people] == ["ben"]


def test_acquaintances_are_never_read_from_circles_that_are_kept_back(ada, ben, caro):
    actions.follow(ada, person_id=ben, now=MORNING)
    actions.follow(ben, person_id=caro, now=MORNING)
    for bens, caros in product(CHOICES, repeat=2):
        actions.choose_who_sees_circle(ben, shown_to=bens, now=MORNING)
        actions.choose_who_sees_circle(caro, shown_to=caros, now=MORNING)
        named = bens != "nobody" and caros == "everybody"  # Ada follows Ben, and not Caro
        assert bool(queries.acquaintances(Viewer(ada), caro).people) == named, (bens, caros)


def test_blocks_hide_acquaintances(ada, ben, caro):
    actions.follow(ada, person_id=ben, now=MORNING)
    actions.follow(ben, person_id=caro, now=MORNING)
    assert queries.acquaintances(Viewer(ada), caro).people != []
    actions.block(caro, person_id=ada, now=MORNING)
    assert queries.acquaintances(Viewer(ada), caro).people == []


@pytest.mark.both_databases
def test_either_database_reads_circles_alike(committing_db: str) -> None:
    ada, ben, caro = (make_person(name) for name in ("ada", "ben", "caro"))
    actions.follow(ada, person_id=ben, now=MORNING)
    actions.follow(ben, person_id=caro, now=MORNING)
    actions.choose_to_be_found(caro, is_searchable=False, is_discoverable=True, now=MORNING)
    for choice, shared in (("everybody", 1), ("nobody", 0)):
        actions.choose_who_sees_circle(ben, shown_to=choice, now=MORNING)
        assert len(queries.circle_of_followers(Viewer(ada), "caro", known=True).people) == shared
        assert len(queries.acquaintances(Viewer(ada), caro).people) == shared
        assert [each for _line, each in queries.suggested(Viewer(ada))] == [shared]
        assert queries.profile(Viewer(ada), "ben").followers == (1 if shared else None)
