"""People of other servers are found, described, and believed only as far as their own servers speak."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.doors.activitypub.reading.values import NoMore
from commonhold.doors.activitypub.resolving.tests.conftest import PEM, Elsewhere
from commonhold.doors.activitypub.trouble import Strange, Unreachable
from commonhold.ground.jobs.actions import run_due
from commonhold.social.actors import queries as actors
from commonhold.social.actors.models import RemoteActor, RemoteKey
from commonhold.social.actors.refusals import NameOfSomebodyElse
from commonhold.social.media.models import MediumElsewhere
from commonhold.social.people import queries as people
from commonhold.social.people.models import Person, ProfileField
from commonhold.social.people.queries import ANYONE
from commonhold.social.servers.queries import signing_of
from tests.cast import MORNING

_TOMORROW = MORNING + timedelta(days=1, minutes=1)


def test_somebody_is_met_with_all_that_her_server_says(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives(
        "eve",
        name="Eve",
        summary="<p>I grow <b>beans</b></p><script>x</script>",
        manuallyApprovesFollowers=True,
        icon={"type": "Image", "url": "http://elsewhere.example/eve.png", "name": "Eve"},
        attachment=[
            {"type": "PropertyValue", "name": "Plot", "value": '<a href="https://p.example/">12</a>'}
        ],
    )
    person_id = elsewhere.world.actor_of(eve, now=MORNING)
    row = Person.objects.get(id=person_id)
    assert (row.address, row.display_name, row.summary) == ("eve@elsewhere.example", "Eve", "I grow beans")
    assert row.approves_followers
    assert row.avatar.startswith("/media/")
    assert list(ProfileField.objects.values_list("label", "value")) == [("Plot", "12")]
    actor = RemoteActor.objects.get(person=row)
    assert (actor.uri, actor.inbox, actor.url) == (eve, f"{eve}/inbox", "http://elsewhere.example/@eve")
    assert RemoteKey.objects.get(actor=actor).key_id == f"{eve}#main-key"


def test_emoji_in_her_name_are_those_of_her_server_and_come_from_here(elsewhere: Elsewhere) -> None:
    picture = "http://elsewhere.example/cat.png"
    cat = {"type": "Emoji", "name": ":blobCat:", "icon": {"type": "Image", "url": picture}}
    other = {"type": "Emoji", "name": ":unused:", "icon": {"type": "Image", "url": f"{picture}?2"}}
    eve = elsewhere.world.actor_of(
        elsewhere.lives("eve", name="Eve :blobCat: :nothing:", tag=[cat, other]), now=MORNING
    )
    here = actors.emoji_of([eve])[eve]
    assert list(here) == ["blobCat"]
    assert here["blobCat"].startswith("/media/")
    assert list(MediumElsewhere.objects.values_list("source", flat=True)) == [picture]


def test_who_is_known_is_not_asked_for_within_a_day(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    first = elsewhere.world.actor_of(eve, now=MORNING)
    asked = len(elsewhere.asked)
    assert elsewhere.world.actor_of(eve, now=MORNING) == first
    assert len(elsewhere.asked) == asked
    elsewhere.lives("eve", name="Eve of the beans")
    assert elsewhere.world.actor_of(eve, now=_TOMORROW) == first
    assert people.person(ANYONE, first).name == "Eve of the beans"


def test_a_server_that_is_away_leaves_what_we_know(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    first = elsewhere.world.actor_of(eve, now=MORNING)
    elsewhere.away.add("elsewhere.example")
    assert elsewhere.world.actor_of(eve, now=_TOMORROW) == first
    with pytest.raises(Unreachable):
        elsewhere.world.actor_of(eve, now=_TOMORROW, fresh=True)


def test_a_name_of_another_domain_counts_if_it_leads_back(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve", "ap.elsewhere.example")
    elsewhere.finger("eve", "ap.elsewhere.example", eve, subject="eve@elsewhere.example")
    elsewhere.finger("eve", "elsewhere.example", eve)
    found = elsewhere.world.actor_of(eve, now=MORNING)
    assert people.person(ANYONE, found).handle == "eve@elsewhere.example"


def test_a_name_of_another_domain_does_not_count_if_that_knows_nothing_of_it(elsewhere: Elsewhere) -> None:
    mallory = elsewhere.lives("eve", "bad.example")
    elsewhere.finger("eve", "bad.example", mallory, subject="eve@elsewhere.example")
    elsewhere.lives("eve", "elsewhere.example")
    found = elsewhere.world.actor_of(mallory, now=MORNING)
    assert people.person(ANYONE, found).handle == "eve@bad.example"


def test_nobody_takes_a_name_that_leads_to_somebody_else(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    elsewhere.world.actor_of(eve, now=MORNING)
    other = "http://elsewhere.example/users/mallory"
    elsewhere.says[other] = {"id": other, "type": "Person", "preferredUsername": "eve", "inbox": f"{other}/i"}
    with pytest.raises(NameOfSomebodyElse):
        elsewhere.world.actor_of(other, now=MORNING)
    assert RemoteActor.objects.get().uri == eve


def test_a_page_that_leads_to_an_actor_is_followed_to_her_own_address(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    elsewhere.says["http://elsewhere.example/@eve"] = elsewhere.says[eve]
    found, post = elsewhere.world.found_at("http://elsewhere.example/@eve", now=MORNING)
    assert (found, post) == (elsewhere.world.actor_of(eve, now=MORNING), None)
    assert eve in elsewhere.asked


def test_a_document_that_claims_an_address_of_another_server_is_refused(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    lie = "http://bad.example/eve"
    elsewhere.says[lie] = {**elsewhere.says[eve], "publicKey": None}  # type: ignore[dict-item]
    assert elsewhere.world.found_at(lie, now=MORNING)[0] == elsewhere.world.actor_of(eve, now=MORNING)
    assert RemoteKey.objects.get().key_id == f"{eve}#main-key"


def test_a_document_that_has_another_address_each_time_is_refused(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    for name, own in (("first", "second"), ("second", "third")):
        elsewhere.says[f"{eve}/{name}"] = {**elsewhere.says[eve], "id": f"{eve}/{own}"}  # type: ignore[dict-item]
    with pytest.raises(Strange, match="another address each time"):
        elsewhere.world.actor_of(f"{eve}/first", now=MORNING)


def test_a_turn_to_another_server_does_not_speak_for_the_first(elsewhere: Elsewhere) -> None:
    eve = "http://elsewhere.example/users/eve"
    elsewhere.turns[eve] = "http://bad.example/eve"
    elsewhere.says["http://bad.example/eve"] = {
        "id": eve,
        "type": "Person",
        "preferredUsername": "eve",
        "inbox": f"{eve}/inbox",
    }
    with pytest.raises(Strange):
        elsewhere.world.actor_of(eve, now=MORNING)


def test_who_is_gone_is_no_more(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    elsewhere.says[eve] = 410
    with pytest.raises(NoMore):
        elsewhere.world.actor_of(eve, now=MORNING)


def test_who_is_gone_leaves_tombstones_as_after_a_farewell(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    person_id = elsewhere.world.actor_of(eve, now=MORNING)
    elsewhere.says[eve] = 410
    with pytest.raises(NoMore):
        elsewhere.world.actor_of(eve, now=_TOMORROW)
    run_due(_TOMORROW)
    assert Person.objects.get(id=person_id).removed_at == _TOMORROW
    asked = len(elsewhere.asked)
    assert elsewhere.world.actor_of(eve, now=_TOMORROW, fresh=True) == person_id
    assert len(elsewhere.asked) == asked


def test_who_is_not_found_once_stays_who_she_is(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    person_id = elsewhere.world.actor_of(eve, now=MORNING)
    elsewhere.says[eve] = 404
    for _turn in range(9):
        assert elsewhere.world.actor_of(eve, now=_TOMORROW) == person_id
    assert Person.objects.get(id=person_id).removed_at is None


def test_a_server_that_takes_only_the_newer_signatures_is_remembered(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    elsewhere.takes = lambda headers: "Signature-Input" in headers
    elsewhere.world.actor_of(eve, now=MORNING)
    assert signing_of("elsewhere.example") == "rfc9421"
    elsewhere.asked.clear()
    elsewhere.world.actor_of(eve, now=MORNING, fresh=True)
    assert elsewhere.asked.count(eve) == 1


def test_a_server_that_answers_nobody_is_strange(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    elsewhere.takes = lambda _headers: False
    with pytest.raises(Strange):
        elsewhere.world.actor_of(eve, now=MORNING)


def test_a_key_is_found_by_the_actor_before_its_fragment(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    found = elsewhere.world.key_of(f"{eve}#main-key", now=MORNING)
    assert actors.pem_of(f"{eve}#main-key") == (found, PEM)


def test_a_key_with_an_address_of_its_own_leads_to_its_owner(elsewhere: Elsewhere) -> None:
    key = "http://elsewhere.example/users/eve/key"
    held = {"id": key, "owner": "http://elsewhere.example/users/eve", "publicKeyPem": PEM}
    eve = elsewhere.lives("eve", publicKey=held)
    elsewhere.says[key] = {**held, "type": "Key"}
    assert elsewhere.world.key_of(key, now=MORNING) == elsewhere.world.actor_of(eve, now=MORNING)


def test_a_key_is_found_by_the_stub_of_an_actor(elsewhere: Elsewhere) -> None:
    key = "http://elsewhere.example/users/eve/main-key"
    held = {"id": key, "owner": "http://elsewhere.example/users/eve", "publicKeyPem": PEM}
    eve = elsewhere.lives("eve", publicKey=held)
    elsewhere.says[key] = {"id": eve, "type": "Person", "preferredUsername": "eve", "publicKey": held}
    assert elsewhere.world.key_of(key, now=MORNING) == elsewhere.world.actor_of(eve, now=MORNING)


def test_a_key_that_its_owner_does_not_name_is_nobodys(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    lie = "http://elsewhere.example/users/eve/other"
    elsewhere.says[lie] = {"id": lie, "type": "Key", "owner": eve, "publicKeyPem": PEM}
    with pytest.raises(Strange):
        elsewhere.world.key_of(lie, now=MORNING)


def test_a_key_that_was_changed_is_asked_for_anew(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    key = f"{eve}#main-key"
    elsewhere.world.key_of(key, now=MORNING)
    changed = PEM.replace("AAAA", "BBBB")
    elsewhere.lives("eve", publicKey={"id": key, "owner": eve, "publicKeyPem": changed})
    found = elsewhere.world.key_of(key, now=MORNING, fresh=True)
    assert actors.pem_of(key) == (found, changed)


def test_nobody_of_ours_is_asked_for(elsewhere: Elsewhere) -> None:
    with pytest.raises(Strange):
        elsewhere.world.actor_of("https://coop.example/ap/people/1", now=MORNING)
    assert elsewhere.asked == []


def test_somebody_is_found_by_her_name(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    found = elsewhere.world.called("eve", "elsewhere.example", now=MORNING)
    assert found == elsewhere.world.actor_of(eve, now=MORNING)
    with pytest.raises(Strange):
        elsewhere.world.called("nobody", "elsewhere.example", now=MORNING)
