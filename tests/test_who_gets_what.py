"""Whoever looks, wherever she looks: what somebody wrote is on a page exactly when the table below says so.

The table is written here by hand and knows nothing of `posts/visibility.py`. A new audience adds a row to
`SEES`, and a new page a line to `PAGES` (one address each) or `EACH` (one address for every post).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client, override_settings
from PIL import Image
from pytest_django import DjangoDbBlocker

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs.actions import run_due
from commonhold.social.groups.actions import founding, joining
from commonhold.social.lists import actions as lists
from commonhold.social.media.actions import describe_medium, receive_medium
from commonhold.social.media.jobs import make_waiting
from commonhold.social.media.queries import own_medium
from commonhold.social.people import actions as people
from commonhold.social.people.models import Login, Person, Standing
from commonhold.social.people.queries import Viewer
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts import actions as posts
from commonhold.social.posts.models import Audience, Post
from commonhold.social.posts.said import Said
from commonhold.social.previews import actions as previews
from commonhold.social.previews.reading import Said as PageSaid
from tests.cast import MORNING, make_person, minutes

#: Who looks. All but the stranger are signed in; the last ones are, or were, close to the author.
VIEWERS = {
    "stranger": "nobody: not signed in",
    "guest": "has an account, and nothing to do with her",
    "member": "a member, and nothing to do with her",
    "follower": "follows her",
    "asking": "has asked to follow her, and waits",
    "mutual": "follows her, and she follows back",
    "listed": "is on her list and in the group, and doesn't follow her",
    "addressed": "is named in everything she writes, and no member",
    "former": "followed her, was on her list, in the group and a member, until lately",
    "blocked": "was all of that and is named everywhere; she has blocked her",
    "blocker": "was all of that and is named everywhere; has blocked her",
    "author": "wrote it",
}
_EVERYBODY = set(VIEWERS) - {"blocked", "blocker"}
#: Who may read what. The last rows are no audiences, but words that are kept back for another reason.
SEES: Mapping[str, set[str]] = {
    "public": _EVERYBODY,
    "unlisted": _EVERYBODY,
    "followers": {"follower", "mutual", "addressed", "author"},
    "mutuals": {"mutual", "addressed", "author"},
    "list": {"listed", "addressed", "author"},
    "group": {"listed", "author"},
    "members": {"member", "author"},
    "direct": {"addressed", "author"},
    "waiting": {"author"},
    "removed": set(),
    "draft": {"author"},
    "scheduled": {"author"},
}
AUDIENCES = tuple(each for each in SEES if each in Audience.values)
_IN_FEEDS = frozenset({*AUDIENCES} - {"direct"})


@dataclass(frozen=True)
class Page:
    """`shows`: audiences whose first posts must stand there for everybody who may read them."""

    address: str
    shows: frozenset[str] = frozenset()


#: Addresses; `{…}` is filled from the village.
PAGES = [
    Page("/"),
    Page("/local", frozenset({"public"})),
    Page("/all", frozenset({"public"})),
    Page("/catch-up?days=7"),
    Page("/@ada", _IN_FEEDS),
    Page("/@ada/replies", _IN_FEEDS),
    Page("/@ada/media", _IN_FEEDS),
    Page("/@ben", frozenset({"public", "unlisted"})),  # which he passed on
    Page("/@ben/{answered}"),
    Page("/@ben/{quoting}"),
    Page("/@ben/{quoting}/history"),
    Page("/tags/haystack", frozenset({"public"})),
    Page("/discover", frozenset({"public"})),
    Page("/search?q=haystack", frozenset({"public"})),
    Page("/search?q=from:ada"),
    Page("/search?q=has:media"),
    Page("/search?q=has:poll+haystack"),
    Page("/search?q=ada&what=people"),
    Page("/search?q=zq&what=tags"),
    Page("/lists/{list}"),
    Page("/g/hers"),
    Page("/g/hers/posts", frozenset({"group"})),
    Page("/bookmarks"),
    Page("/notifications"),
    Page("/notifications?tab=mentions"),
    Page("/messages"),
    Page("/messages/requests"),
    Page("/drafts"),
    Page("/scheduled"),
    Page("/collections"),
    Page("/live?home=1&since=1"),
    Page("/live?thread={answered}&since=1"),
]
#: Addresses for every post; `{id}` is the post. With True, whoever may read the post reads it there.
EACH = {
    "/@ada/{id}": True,
    "/@ben/{id}": False,
    "/@ada/{id}/history": True,
    "/@ada/{id}/edit": False,
    "/@ada/{id}/remove": False,
    "/@ada/{id}/quotes": False,
    "/g/hers/posts/{id}": False,
    "/compose?reply_to={id}": False,
    "/compose?quote={id}": False,
    "/live?thread={id}&since=1": False,
}
#: What one may do to a post that one may read; to everybody else it is not there.
DEEDS = ("favourite", "thank", "boost", "bookmark", "mute", "poll", "pin")


@dataclass
class Word:
    """Something that Ada wrote: `marker` stands in all of its parts."""

    kind: str
    marker: str
    id: int
    picture: str = ""
    is_answer: bool = False


@dataclass
class Village:
    folder: Path
    ids: dict[str, int] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    lists: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def lasting_village(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Village]:
    """Built once for all who look; nobody changes it, and it is gone afterwards."""
    folder = tmp_path_factory.mktemp("village")
    with django_db_blocker.unblock(), override_settings(**_folders(folder)), transaction.atomic():
        yield _build(Village(folder))
        transaction.set_rollback(True)


@pytest.fixture
def village(lasting_village: Village, settings) -> Village:
    """The village, with its files where they were put."""
    for name, folder in _folders(lasting_village.folder).items():
        setattr(settings, name, folder)
    return lasting_village


def _folders(folder: Path) -> dict[str, Path]:
    return {"DATA_DIR": folder, "KEYS_DIR": folder / "keys", "RECORD_DIR": folder / "record"}


def _build(made: Village) -> Village:
    install(mode=Mode.TEST, public_url="http://testserver", now=MORNING)
    ada = made.ids["author"] = _resident("ada", member=True)
    ben = _resident("ben", member=True)
    people.choose_to_be_found(ada, is_searchable=True, is_discoverable=True, now=MORNING)
    Person.objects.filter(id=ada).update(approves_followers=True)
    for name in set(VIEWERS) - {"stranger", "author"}:
        is_member = name in {"member", "former", "blocked", "blocker"}
        made.ids[name] = _resident(f"the_{name}", member=is_member)
    _befriend(made, ada)
    made.places["answered"] = posts.publish_post(ben, text="What do you say, Ada?", now=minutes(1))
    _speak(made, ada, ben)
    _keep_back(made, ada, ben)
    _put_forward(made, ada, ben)
    public = next(each for each in made.words if each.kind == "public")
    made.places["quoting"] = posts.publish_post(ben, text="Look", quoted=public.id, now=minutes(9))
    run_due(minutes(10))
    _part(made, ada)
    return made


def _resident(name: str, *, member: bool) -> int:
    """Somebody with an account; no password is hashed."""
    person_id = make_person(name, member=member)
    login = Login.objects.create(email=f"{name}@example.org", created_at=MORNING)
    Person.objects.filter(id=person_id).update(login=login)
    return person_id


def _befriend(made: Village, ada: int) -> None:
    everything = ("former", "blocked", "blocker")
    for name in ("asking", "follower", "mutual", *everything):
        people.follow(made.ids[name], person_id=ada, now=MORNING)
    for name in ("follower", "mutual", *everything):
        people.accept_follow(ada, person_id=made.ids[name], now=MORNING)
    for name in ("mutual", "listed", *everything):
        people.follow(ada, person_id=made.ids[name], now=MORNING)
    made.places["list"] = lists.make_list(ada, title="Hers", now=MORNING)
    for name in ("listed", *everything):
        lists.put_on_list(ada, list_id=made.places["list"], person_id=made.ids[name], now=MORNING)
    made.places["group"] = founding.found_group(
        ada, handle="hers", title="Hers", joining="invitation", is_readable_by_all=False, now=MORNING
    )
    for name in ("listed", *everything):
        whom = made.ids[name]
        joining.invite_to_group(ada, group_id=made.places["group"], person_id=whom, now=MORNING)
        joining.accept_invitation(whom, group_id=made.places["group"], now=MORNING)
    for name in ("follower", "mutual", *everything):
        made.lists[name] = lists.make_list(made.ids[name], title="With Ada", now=MORNING)
        lists.put_on_list(made.ids[name], list_id=made.lists[name], person_id=ada, now=MORNING)


def _speak(made: Village, ada: int, ben: int) -> None:
    """For each audience a first post with everything in it, edited once, and an answer to Ben."""
    for audience in AUDIENCES:
        list_id = made.places["list"] if audience == "list" else None
        for is_answer in (False, True):
            marker = f"zq{'answer' if is_answer else 'first'}{audience}"
            medium_id = receive_medium(ada, file=_picture(), filename="f.png", now=MORNING)
            describe_medium(ada, medium_id=medium_id, alt=marker, now=MORNING)
            make_waiting(MORNING)
            said = f"haystack #haystack #{marker} @the_addressed @the_blocked @the_blocker https://a.example/{marker}"
            post_id = posts.publish_post(
                ada,
                text=f"{said} {marker} before",
                warning=marker,
                audience=audience,
                list_id=list_id,
                group_id=made.places["group"] if audience == "group" else None,
                media=[medium_id],
                poll=None if is_answer else NewPoll((marker, "no"), minutes=43_200),
                in_reply_to=made.places["answered"] if is_answer else None,
                now=minutes(2),
            )
            posts.edit_post(
                ada, post_id=post_id, text=said, warning=marker, media=[medium_id], now=minutes(3)
            )
            picture = own_medium(Viewer(ada), medium_id).url
            made.words.append(Word(audience, marker, post_id, picture, is_answer))
            preview_id = previews.ask_preview(f"https://a.example/{marker}", now=minutes(3))
            if preview_id is not None:
                previews.keep_preview(preview_id, said=PageSaid(marker, marker, marker), now=minutes(3))
            for name in ("addressed", "blocked", "blocker"):
                if name in SEES[audience] or audience not in {"members", "group"} or name != "addressed":
                    posts.favourite_post(made.ids[name], post_id=post_id, now=minutes(4))


def _put_forward(made: Village, ada: int, ben: int) -> None:
    """What may be: Ada keeps it on top of her page, Ben passes it on."""
    for each in made.words:
        if each.kind in {"public", "unlisted", "members"} and not each.is_answer:
            posts.pin_post(ada, post_id=each.id, now=minutes(8))
        if each.kind in {"public", "unlisted"}:
            posts.boost_post(ben, post_id=each.id, now=minutes(8))


def _keep_back(made: Village, ada: int, ben: int) -> None:
    """What waits to be let in, was taken back, or isn't said yet."""
    asked = posts.publish_post(ben, text="Ask me first", approves_replies=True, now=minutes(5))
    named = "haystack #haystack @the_addressed @the_blocked @the_blocker"
    waits = posts.publish_post(ada, text=f"zqwaiting {named}", in_reply_to=asked, now=minutes(6))
    gone = posts.publish_post(ada, text=f"zqremoved {named}", warning="zqremoved", now=minutes(6))
    posts.edit_post(ada, post_id=gone, text=f"zqremoved {named} again", now=minutes(7))
    posts.remove_post(ada, post_id=gone, now=minutes(8))
    draft = posts.save_draft(ada, said=Said(text=f"zqdraft {named}"), now=minutes(6))
    due = minutes(6) + timedelta(days=360)
    later = posts.schedule_post(ada, said=Said(text=f"zqscheduled {named}"), due=due, now=minutes(6))
    for kind, row in (("waiting", waits), ("removed", gone), ("draft", draft), ("scheduled", later)):
        made.words.append(Word(kind, f"zq{kind}", row))
    made.places["asked"] = asked


def _part(made: Village, ada: int) -> None:
    """What was true when Ada wrote is true no more for three of them."""
    former = made.ids["former"]
    people.unfollow(former, person_id=ada, now=minutes(11))
    people.unfollow(ada, person_id=former, now=minutes(11))
    lists.take_off_list(ada, list_id=made.places["list"], person_id=former, now=minutes(11))
    joining.leave_group(former, group_id=made.places["group"], now=minutes(11))
    people.end_standing(person_id=former, kind=Standing.Kind.MEMBER, now=minutes(11))
    people.block(ada, person_id=made.ids["blocked"], now=minutes(11))
    people.block(made.ids["blocker"], person_id=ada, now=minutes(11))


def client_of(made: Village, viewer: str) -> Client:
    client = Client()
    if viewer != "stranger":
        client.force_login(get_user_model().objects.get(people=made.ids[viewer]))
    return client


def body_of(client: Client, address: str) -> str:
    """What comes back, whatever it is and whether or not it is found."""
    answer = client.get(address, follow=False)
    assert answer.status_code < 500, address
    sent = b"".join(answer)  # files come in pieces
    return sent.decode(errors="replace")


def addresses(made: Village, viewer: str) -> Iterator[tuple[Page, str]]:
    places = {**made.places, "list": made.lists.get(viewer, made.places["list"])}
    for page in PAGES:
        yield page, page.address.format(**places)


def test_every_audience_has_its_row() -> None:
    assert set(AUDIENCES) == set(Audience.values)
    assert all(each <= set(VIEWERS) for each in SEES.values())


@pytest.mark.parametrize("viewer", VIEWERS)
def test_pages_show_what_the_viewer_may_read_and_nothing_else(village: Village, viewer: str) -> None:
    client = client_of(village, viewer)
    for page, address in addresses(village, viewer):
        body = body_of(client, address)
        for word in village.words:
            where = f"{viewer} at {address}: {word.marker}"
            if viewer not in SEES[word.kind]:
                assert word.marker not in body, where
                assert str(word.id) not in body.replace(address, ""), where
            elif word.kind in page.shows and not word.is_answer:
                assert word.marker in body, where


@pytest.mark.parametrize("viewer", VIEWERS)
def test_each_post_is_there_for_whoever_may_read_it_and_for_nobody_else(
    village: Village, viewer: str
) -> None:
    client = client_of(village, viewer)
    for word in village.words:
        may = viewer in SEES[word.kind]
        is_first = word.kind in AUDIENCES and not word.is_answer
        for address, is_read_there in EACH.items():
            if not (is_first or is_read_there):
                continue
            body = body_of(client, address.format(id=word.id))
            if not may:
                assert word.marker not in body, f"{viewer} at {address}: {word.marker}"
            elif is_read_there and word.kind in AUDIENCES and word.kind != "direct":
                assert word.marker in body, f"{viewer} at {address}: {word.marker}"


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_picture_is_sent_to_whoever_may_read_its_post(village: Village, viewer: str) -> None:
    """What is for everybody anybody may fetch who signs out, so there a block hides nothing."""
    client = client_of(village, viewer)
    for word in village.words:
        if word.picture:
            may = viewer in SEES[word.kind] or word.kind in {"public", "unlisted"}
            assert client.get(word.picture).status_code == (200 if may else 404), f"{viewer}: {word.marker}"


@pytest.mark.parametrize("viewer", [each for each in VIEWERS if each != "stranger"])
def test_what_one_may_not_read_one_cannot_touch(village: Village, viewer: str) -> None:
    client = client_of(village, viewer)
    for word in village.words:
        if viewer in SEES[word.kind] or word.kind not in AUDIENCES or word.is_answer:
            continue
        for deed in DEEDS:
            answer = client.post(f"/@ada/{word.id}/{deed}", {"choice": "0"})
            assert answer.status_code == 404, f"{viewer}, {deed}: {word.marker}"
        answer = client.post("/compose", {"text": "So there", "reply_to": str(word.id)})
        assert answer.status_code in {400, 404}
        assert word.marker not in answer.content.decode()
    assert not Post.objects.filter(text="So there").exists()


def test_messages_are_read_where_they_were_said(village: Village) -> None:
    said = next(each for each in village.words if each.kind == "direct" and not each.is_answer)
    conversation = Post.objects.get(id=said.id).channel_id
    for viewer in VIEWERS:
        body = body_of(client_of(village, viewer), f"/messages/{conversation}")
        assert (said.marker in body) == (viewer in SEES["direct"]), viewer


def _picture() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (30, 20), "green").save(file, "PNG")
    file.seek(0)
    return file
