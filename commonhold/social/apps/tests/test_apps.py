"""Registering apps, and seeing and sending away those that act for somebody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhold.social.apps import actions, personal_data, queries, scopes
from commonhold.social.apps.queries import Bearer
from commonhold.social.apps.refusals import (
    NameNeeded,
    NoSuchApp,
    NoSuchToken,
    NotAnAppsToken,
    RedirectNotAllowed,
    TokenTaken,
    UnknownScope,
    ValueNotAllowed,
    WebsiteNotAllowed,
)
from commonhold.social.people.queries import Viewer
from commonhold.social.people.refusals import AccountClosed
from tests.cast import MORNING, make_person, minutes

BACK = "https://app.example/back"


@pytest.mark.django_db
def test_an_app_that_asks_for_nothing_may_read() -> None:
    made = actions.register_app(name=" Tusk ", redirect_uris=(BACK, BACK), now=MORNING)
    assert (made.app.name, made.app.scopes, made.app.redirect_uris) == ("Tusk", ("read",), (BACK,))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "uri", [BACK, "icecubesapp://", "tusk:/back", queries.OUT_OF_BAND, "http://localhost:8080/x"]
)
def test_an_app_is_led_back_wherever_it_lives(uri: str) -> None:
    assert actions.register_app(name="Tusk", redirect_uris=(uri,), now=MORNING).app.redirect_uris == (uri,)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "uri",
    [
        "",
        "back",
        "/back",
        "javascript:alert(1)",
        "data:text/html,x",
        f"{BACK}#here",
        "https://a.example/" + "x" * 2000,
    ],
)
def test_but_to_nothing_that_a_browser_would_run(uri: str) -> None:
    with pytest.raises(RedirectNotAllowed):
        actions.register_app(name="Tusk", redirect_uris=(uri,), now=MORNING)


@pytest.mark.django_db
def test_what_is_wrong_with_an_app_is_said() -> None:
    with pytest.raises(NameNeeded):
        actions.register_app(name=" ", redirect_uris=(BACK,), now=MORNING)
    with pytest.raises(RedirectNotAllowed):
        actions.register_app(name="Tusk", redirect_uris=(), now=MORNING)
    with pytest.raises(WebsiteNotAllowed):
        actions.register_app(name="Tusk", redirect_uris=(BACK,), website="javascript:x", now=MORNING)
    with pytest.raises(UnknownScope):
        actions.register_app(name="Tusk", redirect_uris=(BACK,), scopes="read admin:write", now=MORNING)


@pytest.mark.django_db
def test_a_token_of_the_console_acts_for_her_and_is_listed_and_sent_away() -> None:
    ada = make_person("ada")
    first = actions.mint_token(person_id=ada, scopes="read", now=MORNING)
    second = actions.mint_token(person_id=ada, scopes="write push", value="spoken", now=minutes(1))
    assert second == "spoken"
    (allowed,) = queries.allowed_by(Viewer(ada))
    assert (allowed.name, set(allowed.scopes)) == ("commonhold", {"read", "write", "push"})
    actions.revoke_app(ada, app_id=allowed.app_id, now=minutes(2))
    assert queries.bearer(first) is queries.bearer(second) is None
    with pytest.raises(NoSuchApp):
        actions.revoke_app(ada, app_id=allowed.app_id, now=minutes(3))


@pytest.mark.django_db
def test_a_token_is_minted_for_who_is_here_and_for_what_is_known() -> None:
    with pytest.raises(AccountClosed):
        actions.mint_token(person_id=404, scopes="read", now=MORNING)
    with pytest.raises(UnknownScope):
        actions.mint_token(person_id=make_person("ada"), scopes="everything", now=MORNING)


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["", "two words", "ü", "a\nb", "x" * 501])
def test_a_chosen_token_fits_into_a_header(value: str) -> None:
    with pytest.raises(ValueNotAllowed):
        actions.mint_token(person_id=make_person("ada"), scopes="read", value=value, now=MORNING)


@pytest.mark.django_db
def test_a_chosen_token_is_given_once() -> None:
    ada, ben = make_person("ada"), make_person("ben")
    actions.mint_token(person_id=ada, scopes="read", value="spoken", now=MORNING)
    with pytest.raises(TokenTaken):
        actions.mint_token(person_id=ben, scopes="read write", value="spoken", now=minutes(1))
    assert queries.bearer("spoken").person_id == ada
    assert queries.minted_for(Viewer(ben)) == []


@pytest.mark.django_db
def test_a_token_of_the_console_is_taken_back_alone() -> None:
    ada, ben = make_person("ada"), make_person("ben")
    kept = actions.mint_token(person_id=ada, scopes="read", now=MORNING)
    gone = actions.mint_token(person_id=ada, scopes="write", now=minutes(1))
    latest, first = queries.minted_for(Viewer(ada))
    assert (latest.scopes, first.scopes) == (("write",), ("read",))
    with pytest.raises(NoSuchToken):
        actions.revoke_minted(person_id=ben, token_id=latest.id)
    actions.revoke_minted(person_id=ada, token_id=latest.id)
    assert queries.bearer(gone) is None
    assert queries.bearer(kept) is not None
    with pytest.raises(NoSuchToken):
        actions.revoke_minted(person_id=ada, token_id=latest.id)


@pytest.mark.django_db
def test_one_sends_away_only_ones_own_apps() -> None:
    ada, ben = make_person("ada"), make_person("ben")
    token = actions.mint_token(person_id=ada, scopes="read", now=MORNING)
    found = queries.bearer(token)
    assert found is not None
    with pytest.raises(NoSuchApp):
        actions.revoke_app(ben, app_id=found.app_id, now=MORNING)
    assert queries.bearer(token) == found


@pytest.mark.django_db
def test_the_last_day_of_use_is_remembered() -> None:
    ada = make_person("ada")
    found = queries.bearer(actions.mint_token(person_id=ada, scopes="read", now=MORNING))
    assert found is not None
    actions.note_use(found, today=MORNING.date())
    assert queries.allowed_by(Viewer(ada))[0].used_on == MORNING.date()


@pytest.mark.django_db
def test_who_leaves_is_signed_out_everywhere() -> None:
    ada = make_person("ada")
    token = actions.mint_token(person_id=ada, scopes="read", now=MORNING)
    assert [each["name"] for each in personal_data.export_of(ada)["apps"]] == ["commonhold"]
    personal_data.erase(ada, minutes(1))
    assert queries.bearer(token) is None


@given(held=st.lists(st.sampled_from(scopes.KNOWN)), needed=st.sampled_from(scopes.KNOWN))
def test_a_scope_holds_itself_and_what_begins_with_it(held: list[str], needed: str) -> None:
    old = {"read:blocks", "write:blocks", "read:follows", "write:follows", "read:mutes", "write:mutes"}
    spread = {each for one in held for each in (old if one == "follow" else {one})}
    parted = {each for each in scopes.KNOWN if each.partition(":")[0] in spread} - scopes.APART
    covered = (spread & set(scopes.KNOWN)) | parted
    assert scopes.covers(held, needed) == (
        needed in held or (old <= covered if needed == "follow" else needed in covered)
    )


@pytest.mark.parametrize(("everything", "apart"), [("read", "read:dues"), ("write", "write:ballots")])
def test_ballots_and_dues_are_asked_for_by_name(everything: str, apart: str) -> None:
    assert not scopes.covers([everything, "follow", "push", "profile"], apart)
    assert scopes.covers([apart], apart)


@pytest.mark.django_db
def test_an_app_gives_a_newcomer_a_token_that_reaches_as_far_as_its_own() -> None:
    fay = make_person("fay")
    made = actions.register_app(name="Tusk", redirect_uris=(BACK,), scopes="read write", now=MORNING)
    app = Bearer(1, made.app.id, "Tusk", "", None, ("read", "write:accounts"), None)
    held = queries.bearer(actions.let_newcomer_use(app, person_id=fay, now=MORNING))
    assert held is not None
    assert (held.person_id, held.app_id, held.scopes) == (fay, made.app.id, ("read", "write:accounts"))
    with pytest.raises(NotAnAppsToken):
        actions.let_newcomer_use(held, person_id=fay, now=MORNING)
    with pytest.raises(AccountClosed):
        actions.let_newcomer_use(app, person_id=7, now=MORNING)
