"""Search, tags and what is talked about, through an app."""

from __future__ import annotations

import pytest

from commonhold.ground.clock import queries as clock
from commonhold.social.people.actions import block, choose_to_be_found
from commonhold.social.posts.actions import boost_post, favourite_post, publish_post
from commonhold.social.posts.models import Post
from commonhold.social.previews.actions import keep_preview
from commonhold.social.previews.reading import Said
from tests.calling import App
from tests.cast import MORNING, befriend, make_eve, make_person, minutes

SEARCH = "/api/v2/search"


def ids(told: list[dict[str, object]]) -> list[int]:
    return [int(str(each["id"])) for each in told]


def open_up(*apps: App) -> None:
    for each in apps:
        choose_to_be_found(each.person_id, is_searchable=True, is_discoverable=True, now=MORNING)


def test_people_posts_and_tags_are_found_at_once_or_one_kind_of_them(ada: App, ben: App) -> None:
    open_up(ada)
    post_id = publish_post(ada.person_id, text="Ada bakes #ada_bread", now=MORNING)
    told = ben.get(SEARCH, q="ada").body
    assert [each["acct"] for each in told["accounts"]] == ["ada"]
    assert ids(told["statuses"]) == [post_id]
    assert [each["name"] for each in told["hashtags"]] == ["ada_bread"]
    for kind in ("accounts", "statuses", "hashtags"):
        narrowed = ben.get(SEARCH, q="ada", type=kind).body
        assert {name for name, found in narrowed.items() if found} == {kind}
        assert not any(ben.get(SEARCH, q="ada", type=kind, offset=1).body.values())
    assert not any(ben.get(SEARCH, q="ada", type="servers").body.values())
    assert ben.get("/api/v1/search", q="ada").body == told


def test_a_search_is_narrowed_by_author_by_ids_and_by_whom_i_follow(ada: App, ben: App) -> None:
    open_up(ada, ben)
    posts = [
        publish_post(each.person_id, text="Bread", now=minutes(n)) for n, each in enumerate([ada, ben, ada])
    ]
    hers = ben.get(SEARCH, q="bread", type="statuses", account_id=ada.person_id).body["statuses"]
    assert ids(hers) == [posts[2], posts[0]]
    assert ids(ben.get(SEARCH, q="bread", max_id=posts[2]).body["statuses"]) == [posts[1], posts[0]]
    assert ids(ben.get(SEARCH, q="bread", min_id=posts[1]).body["statuses"]) == [posts[2]]
    assert ids(ben.get(SEARCH, q="bread", type="statuses", limit=1, offset=1).body["statuses"]) == [posts[1]]
    assert ben.get(SEARCH, q="bread", min_id="9" * 19).body["statuses"] == []
    assert ben.get(SEARCH, q="ada", following=True).body["accounts"] == []
    befriend(ada.person_id, ben.person_id)
    assert len(ben.get(SEARCH, q="ada", following=True).body["accounts"]) == 1


def test_nobody_finds_what_she_may_not_see(ada: App, ben: App, stranger: App) -> None:
    open_up(ada)
    hidden = publish_post(ada.person_id, text="Secret bread", audience="followers", now=MORNING)
    closed = publish_post(ben.person_id, text="Bread of one who is not searchable", now=minutes(1))
    for app in (ben, stranger):
        assert hidden not in ids(app.get(SEARCH, q="bread").body["statuses"])
    assert closed not in ids(ada.get(SEARCH, q="bread").body["statuses"])
    block(ada.person_id, person_id=ben.person_id, now=minutes(2))
    for asked in (
        "ada",
        "@ada@coop.example",
        "http://coop.example/@ada",
        f"http://coop.example/@ada/{hidden}",
        f"http://coop.example/ap/people/{ada.person_id}",
        f"http://coop.example/ap/posts/{hidden}",
    ):
        assert not any(ben.get(SEARCH, q=asked).body.values()), asked


@pytest.mark.parametrize("resolve", [True, False])
def test_an_address_here_is_what_it_names(ada: App, ben: App, resolve: bool) -> None:
    post_id = publish_post(ada.person_id, text="Not to be found by words", now=MORNING)
    for asked in (
        "http://coop.example/@ada",
        "https://coop.example/@Ada/",
        "@ada@coop.example",
        "ada@coop.example",
        f"http://coop.example/ap/people/{ada.person_id}",
    ):
        told = ben.get(SEARCH, q=asked, resolve=resolve).body
        assert [each["acct"] for each in told["accounts"]] == ["ada"], asked
        assert told["statuses"] == []
    for there in (f"http://coop.example/@ada/{post_id}", f"http://coop.example/ap/posts/{post_id}"):
        assert ids(ben.get(SEARCH, q=there, resolve=resolve).body["statuses"]) == [post_id]
        assert not any(ben.get(SEARCH, q=there, type="accounts").body.values())


def test_ours_bear_the_id_that_other_servers_know_and_the_page_that_people_read(ada: App) -> None:
    post_id = publish_post(ada.person_id, text="Bread", now=MORNING)
    told = ada.get(f"/api/v1/statuses/{post_id}").body
    assert told["uri"] == f"http://coop.example/ap/posts/{post_id}"
    assert told["url"] == f"http://coop.example/@ada/{post_id}"
    assert told["account"]["uri"] == f"http://coop.example/ap/people/{ada.person_id}"
    assert told["account"]["url"] == "http://coop.example/@ada"


def test_people_of_other_servers_whom_we_met_are_found_by_their_address(ada: App) -> None:
    make_eve()
    assert [each["acct"] for each in ada.get(SEARCH, q="@eve@elsewhere.example").body["accounts"]] == [
        "eve@elsewhere.example"
    ]
    for nobody in (
        "@nobody@elsewhere.example",
        "https://elsewhere.example/@eve",
        "http://[/@ada",
        "https://coop.example/@ada/7",
        f"https://coop.example/@ada/{'9' * 30}",
        "http://coop.example/ap/people/7",
        f"http://coop.example/ap/posts/{'9' * 20}",
    ):
        assert not any(ada.get(SEARCH, q=nobody).body.values()), nobody


def test_what_can_not_be_searched_is_said(ada: App, stranger: App) -> None:
    assert ada.get(SEARCH).status == ada.get(SEARCH, q=" ").status == 422
    assert ada.get(SEARCH, q="x", account_id="abc").status == 404
    for more in ({"resolve": True}, {"offset": 3, "type": "accounts"}):
        assert stranger.get(SEARCH, q="ada", **more).status == 401
    assert App(ada.person_id, scopes="read:statuses").get(SEARCH, q="ada").status == 403


def test_a_tag_tells_its_use_day_by_day(ada: App, ben: App, stranger: App) -> None:
    for each in (ada, ada, ben):
        publish_post(each.person_id, text="#Bread", now=clock.now())
    publish_post(ben.person_id, text="#bread", audience="followers", now=clock.now())
    publish_post(ben.person_id, text="#bread", now=MORNING)
    told = stranger.get("/api/v1/tags/Bread").body
    assert told["url"] == "http://coop.example/tags/bread"
    assert "following" not in told
    assert len(told["history"]) == 7
    assert (told["history"][0]["uses"], told["history"][0]["accounts"]) == ("3", "2")
    assert {each["uses"] for each in told["history"][1:]} == {"0"}
    assert ada.get(f"/api/v1/tags/{told['id']}").body["name"] == "bread"
    assert stranger.get("/api/v1/tags/nobody_used_this").body["id"] == ""


def test_a_tag_is_followed_and_shown_and_left_again(ada: App) -> None:
    for name in ("bread", "cake", "été"):
        assert ada.post(f"/api/v1/tags/{name}/follow").body["following"] is True
    first = ada.get("/api/v1/followed_tags", limit=2)
    assert [each["name"] for each in first.body] == ["été", "cake"]
    second = ada.get(first.ways["next"].removeprefix("http://coop.example"))
    assert [each["name"] for each in second.body] == ["bread"]
    assert ada.post("/api/v1/tags/cake/unfollow").body["following"] is False
    assert ada.post("/api/v1/tags/cake/feature").body["featuring"] is True
    assert ada.get("/api/v1/tags/cake").body["featuring"] is True
    assert ada.post("/api/v1/tags/cake/unfeature").body["featuring"] is False


def test_what_is_no_tag_is_not_found(ada: App, stranger: App) -> None:
    for wrong in ("7", "a-b", "x" * 81, "9" * 30):
        assert ada.get(f"/api/v1/tags/{wrong}").status == 404
        for act in ("follow", "unfollow", "feature", "unfeature"):
            assert ada.post(f"/api/v1/tags/{wrong}/{act}").status == 404
    assert stranger.get("/api/v1/followed_tags").status == 401
    assert stranger.post("/api/v1/tags/bread/follow").status == 401
    for n in range(8):
        ada.post(f"/api/v1/tags/tag{n}/feature")
    assert ada.post("/api/v1/tags/onemore/feature").status == 422


def test_tags_trend_by_how_many_people_use_them(ada: App, ben: App, stranger: App) -> None:
    for text, app in (("#cake", ada), ("#bread", ada), ("#bread", ben), ("#tea", ben)):
        publish_post(app.person_id, text=text, now=clock.now())
    publish_post(ada.person_id, text="#old", now=MORNING)
    for path in ("/api/v1/trends/tags", "/api/v1/trends"):
        assert [each["name"] for each in stranger.get(path).body] == ["bread", "cake", "tea"]
    second = stranger.get("/api/v1/trends/tags", limit=1, offset=1)
    assert [each["name"] for each in second.body] == ["cake"]
    assert "offset=2" in second.ways["next"]


def test_posts_trend_by_hearts_of_people_who_want_to_be_come_upon(ada: App, ben: App, stranger: App) -> None:
    open_up(ada)
    caro = make_person("caro")
    first, second = (publish_post(ada.person_id, text=f"{n}", now=clock.now()) for n in range(2))
    private = publish_post(ben.person_id, text="Mine", now=clock.now())
    for post_id in (first, second, private):
        favourite_post(caro, post_id=post_id, now=clock.now())
    boost_post(ben.person_id, post_id=second, now=clock.now())
    publish_post(ada.person_id, text="Nobody liked this", now=clock.now())
    assert ids(stranger.get("/api/v1/trends/statuses").body) == [second, first]
    assert ids(stranger.get("/api/v1/trends/statuses", offset=1, limit=1).body) == [first]
    block(ada.person_id, person_id=ben.person_id, now=clock.now())
    assert ben.get("/api/v1/trends/statuses").body == []


def test_links_trend_by_how_many_people_link_there_and_lead_to_posts(
    ada: App, ben: App, stranger: App
) -> None:
    open_up(ada)
    page, other = "https://news.example/a", "https://news.example/b"
    posts = [
        publish_post(app.person_id, text=url, now=clock.now())
        for app, url in ((ada, page), (ben, page), (ben, other))
    ]
    assert stranger.get("/api/v1/trends/links").body == [], "nobody knows yet what is there"
    for post_id in posts[1:]:
        preview = Post.objects.get(id=post_id).preview
        assert preview is not None
        keep_preview(preview.id, said=Said("Rolls", "Warm", ""), now=clock.now())
    told = stranger.get("/api/v1/trends/links").body
    assert [each["url"] for each in told] == [page, other]
    assert (told[0]["history"][0]["uses"], told[0]["history"][0]["accounts"]) == ("2", "2")
    assert [each["url"] for each in stranger.get("/api/v1/trends/links", offset=1).body] == [other]
    assert ids(stranger.get("/api/v1/timelines/link", url=f"{page}#part").body) == posts[:1]
