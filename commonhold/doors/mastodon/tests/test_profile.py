"""How one appears and how one writes, chosen through an app."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from commonhold.social.media import jobs as media_jobs
from commonhold.social.people.queries import Viewer
from commonhold.social.portraits import jobs as portrait_jobs
from commonhold.social.posts.actions import choose_habits
from commonhold.social.posts.habits import HabitsView, habits_of
from commonhold.social.posts.models import Post
from tests.calling import App
from tests.cast import minutes

UPDATE = "/api/v1/accounts/update_credentials"
ME = "/api/v1/accounts/verify_credentials"


def test_what_is_sent_is_changed_and_the_rest_stays(ada: App) -> None:
    told = ada.patch(UPDATE, display_name="Ada of the yard", note="Apples.\n\nAnd #pears.", locked=True)
    assert told.status == 200
    assert (told.body["display_name"], told.body["locked"]) == ("Ada of the yard", True)
    assert told.body["source"]["note"] == "Apples.\n\nAnd #pears."
    again = ada.patch(UPDATE, discoverable=True, indexable=True, hide_collections=True, bot=True).body
    assert (again["display_name"], again["locked"], again["bot"]) == ("Ada of the yard", True, False)
    assert (again["discoverable"], again["indexable"], again["hide_collections"]) == (True, True, True)
    assert not ada.patch(UPDATE, hide_collections=False).body["hide_collections"]
    assert ada.get(ME).body == ada.patch(UPDATE).body


def test_lines_come_as_a_list_or_as_a_hash(ada: App) -> None:
    rows = [{"name": "Garden", "value": "plot 12"}, {"name": "", "value": ""}]
    for sent in (rows, {"1": rows[1], "0": rows[0]}):
        ada.patch(UPDATE, {"fields_attributes": []})
        told = ada.patch(UPDATE, {"fields_attributes": sent}).body
        assert [(each["name"], each["value"]) for each in told["source"]["fields"]] == [("Garden", "plot 12")]
    form = {"fields_attributes[0][name]": "Site", "fields_attributes[0][value]": "https://a.example"}
    told = ada.patch(UPDATE, **form).body
    assert 'href="https://a.example"' in told["fields"][0]["value"]
    assert told["source"]["fields"][0]["value"] == "https://a.example"


def test_how_one_writes_is_told_and_holds_for_first_posts(ada: App) -> None:
    source = {"privacy": "private", "sensitive": True, "language": "de", "quote_policy": "nobody"}
    told = ada.patch(UPDATE, {"source": source}).body["source"]
    assert source.items() <= told.items()
    assert ada.get(ME).body["source"] == told
    chosen = ada.get("/api/v1/preferences").body
    assert chosen["posting:default:visibility"] == "private"
    assert chosen["posting:default:language"] == "de"
    assert chosen["posting:default:sensitive"] is True
    said = ada.post("/api/v1/statuses", status="Guten Tag").body
    assert (said["visibility"], said["sensitive"], said["language"]) == ("private", True, "de")
    loud = ada.post("/api/v1/statuses", status="Hi", visibility="public", sensitive=False, language="en").body
    assert (loud["visibility"], loud["sensitive"], loud["language"]) == ("public", False, "en")
    answer = ada.post("/api/v1/statuses", status="Also", in_reply_to_id=loud["id"]).body
    assert answer["visibility"] == "public", "an answer is for those who read what it answers"
    assert ada.patch(UPDATE, {"source": {"language": ""}}).body["source"]["language"] is None


def test_habits_of_which_apps_know_nothing_hold_for_their_posts_and_stay(ada: App) -> None:
    hers = Viewer(ada.person_id)
    habits = HabitsView(reply_control="mentioned", approves_replies=True)
    choose_habits(ada.person_id, habits=habits, now=minutes(0))
    ada.patch(UPDATE, {"source": {"privacy": "unlisted"}})
    assert habits_of(hers) == replace(habits, audience="unlisted")
    ada.post("/api/v1/statuses", status="Bonjour", language="fr")
    made = int(ada.post("/api/v1/statuses", status="Encore").body["id"])
    said = Post.objects.get(id=made)
    assert (said.language, said.reply_control, said.approves_replies) == ("fr", "mentioned", True)


@pytest.mark.parametrize(
    "sent",
    [
        {"display_name": ""},
        {"display_name": "x" * 81},
        {"note": "x" * 1001},
        {"avatar": "no file"},
        {"fields_attributes": [{"name": "x" * 61, "value": "y"}]},
        {"fields_attributes": [{"name": "x", "value": ""}]},
        {"fields_attributes": [{"name": str(each), "value": "y"} for each in range(7)]},
        {"source": {"privacy": "direct"}},
        {"source": {"privacy": "everybody"}},
        {"source": {"language": "Deutsch!"}},
        {"source": {"quote_policy": "some"}},
    ],
)
def test_what_can_not_be_is_refused_and_nothing_changes(ada: App, sent: dict[str, Any]) -> None:
    before = ada.get(ME).body
    assert ada.patch(UPDATE, {"locked": True, "discoverable": True, **sent}).status == 422
    assert ada.get(ME).body == before


def test_pictures_are_shown_once_they_are_safe_and_taken_down(ada: App, png: bytes) -> None:
    before = ada.get(ME).body
    for kind in ("avatar", "header"):
        told = ada.upload("PATCH", UPDATE, kind, png, **{f"{kind}_description": "Me, laughing."})
        assert told.status == 200
        assert told.body[kind] == before[kind], "it waits to be made safe"
    assert ada.get("/api/v1/profile").body["avatar"] is None
    _make_safe()
    shown = ada.get(ME).body
    assert (shown["avatar_description"], shown["header_description"]) == ("Me, laughing.", "Me, laughing.")
    assert shown["avatar"] != before["avatar"]
    assert ada.get("/api/v1/profile").body["avatar"] == shown["avatar"]
    assert ada.patch(UPDATE, avatar_description="Ada.").body["avatar_description"] == "Ada."
    assert ada.delete("/api/v1/profile/avatar").body["avatar"] == before["avatar"]
    assert ada.delete("/api/v1/profile/header").body["header"] == before["header"]
    assert ada.delete("/api/v1/profile/header").status == 200


def test_a_file_that_is_no_picture_is_refused(ada: App) -> None:
    assert ada.upload("PATCH", UPDATE, "avatar", b"").status == 422


def test_the_profile_is_shown_and_changed_as_it_was_typed(ada: App) -> None:
    told = ada.patch("/api/v1/profile", {"note": "Apples <3", "show_media": False})
    assert (told.body["note"], told.body["show_media"]) == ("Apples <3", True)
    assert ada.get("/api/v1/profile").body == told.body


def test_who_signs_in_elsewhere_with_us_is_told(ada: App) -> None:
    known = App(ada.person_id, scopes="profile").get("/oauth/userinfo")
    assert known.body["preferred_username"] == "ada"
    assert known.body["sub"].endswith(f"/ap/people/{ada.person_id}")
    assert App(ada.person_id, scopes="profile").get(ME).status == 200
    assert App(ada.person_id, scopes="read").get("/oauth/userinfo").status == 403


def test_a_narrow_token_changes_nothing(ada: App) -> None:
    reader = App(ada.person_id, scopes="read")
    for path in (UPDATE, "/api/v1/profile"):
        assert reader.patch(path, display_name="No").status == 403
        assert App().patch(path, display_name="No").status == 401
    assert reader.delete("/api/v1/profile/avatar").status == 403
    assert App(ada.person_id, scopes="write").get("/api/v1/preferences").status == 403


def _make_safe() -> None:
    media_jobs.make_waiting(minutes(1))
    portrait_jobs.sweep(minutes(1))
