from __future__ import annotations

import json

import pytest

from commonhold.ground.charter.snapshot import Charter
from commonhold.social.feeds import actions, candidates, documents, personal_data, ranked
from commonhold.social.feeds.actions.making import MOST_FEEDS
from commonhold.social.feeds.models import FeedDocument
from commonhold.social.feeds.refusals import (
    NoSuchDocument,
    NoSuchFeed,
    NothingToOrder,
    NotInYourFeed,
    TitleLength,
    TooManyFeeds,
    WordsLength,
    WrongDocument,
)
from commonhold.social.labels import actions as labels
from commonhold.social.people import actions as people
from commonhold.social.people.models import Follow, Standing
from commonhold.social.people.queries import Viewer
from commonhold.social.people.refusals import AccountClosed
from commonhold.social.posts.actions import boost_post, publish_post, remove_post, restrict_post, thank_author
from rulebook.rank import bundle as bundles
from tests.cast import MORNING, make_person, minutes

THANKED = json.dumps(
    {
        "id": "thanked",
        "version": 1,
        "features": {"thanks": {"weight_milli": 2000}, "follow": {"weight_milli": 100}},
        "diversity": {"author_decay_milli": 1000},
    }
)


def made(by: int, text: str = THANKED, *, published: bool = False) -> str:
    feed_id = actions.keep_feed(by, text=text, title="Thanked first", now=MORNING)
    if published:
        actions.publish_feed(by, feed_id=feed_id, now=MORNING)
    return documents.own_one(Viewer(by), feed_id).digest


def weighing(**weights: int) -> str:
    features = {name: {"weight_milli": weight} for name, weight in weights.items()}
    return json.dumps({"id": "made-up", "version": 1, "features": features})


def order(viewer: Viewer, now: int = 30) -> list[str]:
    """What her home says, ordered anew."""
    actions.order_home(viewer.person_id or 0, now=minutes(now))
    page = ranked.page(viewer, documents.choice(viewer), now=minutes(now))
    return [] if page is None else [each.post.text for each in page.entries]


@pytest.fixture
def reading(ada: int, ben: int, caro: int) -> dict[str, int]:
    """Caro follows Ben; Ada is a stranger to her. The older post of Ben's was thanked for."""
    people.follow(caro, person_id=ben, now=MORNING)
    posts = {
        "old": publish_post(ben, text="old and thanked", now=minutes(1)),
        "new": publish_post(ben, text="new", now=minutes(2)),
        "strange": publish_post(ada, text="by a stranger", now=minutes(3)),
    }
    thank_author(ada, post_id=posts["old"], now=minutes(4))
    return posts


@pytest.mark.both_databases
def test_a_feed_stands_in_the_order_of_the_document_that_its_reader_chose(caro, reading):
    actions.order_by(caro, digest=made(caro), now=minutes(5))
    assert order(Viewer(caro)) == ["old and thanked", "new", "by a stranger"]


def test_one_click_leads_back_to_newest_first(caro, reading):
    actions.order_by(caro, digest=made(caro), now=minutes(5))
    actions.order_newest_first(caro, now=minutes(6))
    assert documents.in_use(Viewer(caro)) == ""
    with pytest.raises(NothingToOrder):
        actions.order_home(caro, now=minutes(7))


def test_who_chose_nothing_reads_as_the_community_does(caro):
    assert documents.choice(Viewer(caro)) == ("", False)
    actions.order_newest_first(caro, now=minutes(1))
    assert documents.choice(Viewer(caro)) == ("", True)
    actions.follow_the_community(caro)
    assert documents.choice(Viewer(caro)) == ("", False)


def test_an_order_stands_for_five_minutes_and_its_later_pages_for_as_long_as_one_reads(caro, reading):
    actions.order_by(caro, digest=made(caro), now=minutes(5))
    viewer = Viewer(caro)
    actions.order_home(caro, now=minutes(10))
    chosen = documents.choice(viewer)
    assert ranked.page(viewer, chosen, now=minutes(14)) is not None
    assert ranked.page(viewer, chosen, now=minutes(15)) is None
    later = ranked.page(viewer, chosen, first=2, now=minutes(99))
    assert ([each.post.text for each in later.entries], later.is_last) == (["by a stranger"], True)


def test_another_choice_asks_for_another_order(caro, reading):
    actions.order_by(caro, digest=made(caro), now=minutes(5))
    actions.order_home(caro, now=minutes(6))
    actions.order_by(caro, digest=made(caro, weighing(recency=1)), now=minutes(7))
    assert ranked.page(Viewer(caro), documents.choice(Viewer(caro)), now=minutes(7)) is None


def test_what_its_reader_may_not_or_does_not_want_to_read_any_more_is_gone_at_once(ada, ben, caro, reading):
    actions.order_by(caro, digest=made(caro), now=minutes(5))
    order(Viewer(caro))
    remove_post(ben, post_id=reading["new"], now=minutes(31))
    people.mute(caro, person_id=ada, now=minutes(31))
    page = ranked.page(Viewer(caro), documents.choice(Viewer(caro)), now=minutes(32))
    assert [each.post.text for each in page.entries] == ["old and thanked"]


def test_nothing_is_in_an_ordered_feed_that_its_reader_may_not_see(ada, caro, reading):
    publish_post(ada, text="for Ada's followers", audience="followers", now=minutes(5))
    publish_post(ada, text="unlisted", audience="unlisted", now=minutes(5))
    blocked = make_person("blocked")
    publish_post(blocked, text="by somebody whom she blocked", now=minutes(5))
    people.block(caro, person_id=blocked, now=minutes(6))
    assert {each.post_id for each in candidates.rows(Viewer(caro), now=minutes(7))} == set(reading.values())


def test_only_who_came_to_this_server_is_a_newcomer(ben, caro, eve, reading):
    people.follow(caro, person_id=eve, now=MORNING)
    Follow.objects.update(accepted_at=MORNING)
    there = publish_post(eve, text="from elsewhere", now=minutes(5))
    newcomers = {each.post_id: each.newcomer for each in candidates.rows(Viewer(caro), now=minutes(6))}
    assert (newcomers[reading["new"]], newcomers[there]) == (1000, 0)


def test_who_does_not_want_to_be_recommended_is_read_by_her_followers_alone(ada, ben, caro, reading):
    actions.recommend_me(ada, is_allowed=False, now=minutes(5))
    actions.recommend_me(ben, is_allowed=False, now=minutes(5))
    found = [each.post_id for each in candidates.rows(Viewer(caro), now=minutes(6))]
    assert sorted(found) == [reading["old"], reading["new"]]
    assert not ranked.is_recommended(Viewer(ada))
    actions.recommend_me(ada, is_allowed=True, now=minutes(7))
    assert len(candidates.rows(Viewer(caro), now=minutes(8))) == 3


def test_what_its_reader_has_read_counts_only_when_she_allows_it(caro, reading):
    actions.remember_place(caro, place=reading["old"], now=minutes(5))
    before = {each.post_id: each.seen for each in candidates.rows(Viewer(caro), now=minutes(6))}
    actions.allow(caro, what="reading", is_allowed=True, now=minutes(7))
    after = {each.post_id: each.seen for each in candidates.rows(Viewer(caro), now=minutes(8))}
    assert (set(before.values()), after[reading["old"]], after[reading["new"]]) == ({0}, 1000, 0)
    assert ranked.allowed_by(Viewer(caro)) == {"reading"}
    actions.allow(caro, what="reading", is_allowed=False, now=minutes(9))
    assert {each.seen for each in candidates.rows(Viewer(caro), now=minutes(10))} == {0}


def test_a_measure_lowers_a_post_and_keeps_strangers_and_their_posts_out(ada, ben, caro, reading):
    author = make_person("other")
    other = publish_post(author, text="by somebody not recommended", now=minutes(5))
    restrict_post(post_id=reading["old"], kind="deprioritised", reference="case:1", now=minutes(6))
    restrict_post(post_id=reading["strange"], kind="not-recommended", reference="case:2", now=minutes(6))
    people.grant_standing(person_id=author, kind=Standing.Kind.NOT_RECOMMENDED, now=minutes(6))
    found = {each.post_id: each.deprioritised for each in candidates.rows(Viewer(caro), now=minutes(7))}
    assert found == {reading["old"]: 1000, reading["new"]: 0}
    assert other not in found


def test_a_reader_has_nothing_lowered_in_her_own_feed_and_nobody_elses_changes(ben, caro, dev, reading):
    people.follow(dev, person_id=ben, now=minutes(5))
    restrict_post(post_id=reading["old"], kind="deprioritised", reference="case:1", now=minutes(6))
    restrict_post(post_id=reading["strange"], kind="not-recommended", reference="case:2", now=minutes(6))

    def lowered(reader: int) -> set[int]:
        return {
            each.post_id for each in candidates.rows(Viewer(reader), now=minutes(7)) if each.deprioritised
        }

    actions.order_by(caro, digest=made(caro), now=minutes(6))
    order(Viewer(caro), now=7)
    actions.read_as_ever(caro, is_wanted=True, now=minutes(8))
    assert ranked.page(Viewer(caro), documents.choice(Viewer(caro)), now=minutes(8)) is None  # ordered anew
    assert (lowered(caro), lowered(dev)) == (set(), {reading["old"]})
    assert reading["strange"] not in {each.post_id for each in candidates.rows(Viewer(caro), now=minutes(9))}
    actions.read_as_ever(caro, is_wanted=False, now=minutes(10))
    assert lowered(caro) == {reading["old"]}


def test_a_row_says_of_a_post_what_the_reader_could_count_herself(ada, ben, caro, reading):
    people.follow(ben, person_id=caro, now=minutes(5))
    publish_post(ben, text="an answer", in_reply_to=reading["strange"], now=minutes(6))
    boost_post(ben, post_id=reading["strange"], now=minutes(7))
    found = {each.post_id: each for each in candidates.rows(Viewer(caro), now=minutes(62))}
    old, strange = found[reading["old"]], found[reading["strange"]]
    assert (old.followed, old.mutual, old.thanks, old.age_minutes, old.stranger) == (1000, 1000, 1, 61, 0)
    assert (strange.replies, strange.boosts, strange.passed_on, strange.here) == (1, 1, 1000, 1000)


def test_a_label_counts_in_the_feed_of_who_subscribed_alone(ada, ben, caro, dev, reading):
    people.follow(dev, person_id=ben, now=minutes(5))
    labeler = labels.open_labeler(ada, title="Ada's", values=["spoiler"], now=minutes(5))
    for about in (f"post:{reading['old']}", f"person:{dev}"):
        labels.put_label(ada, labeler_id=labeler, about=about, value="spoiler", now=minutes(5))

    def labelled(reader: int) -> set[int]:
        return {each.post_id for each in candidates.rows(Viewer(reader), now=minutes(7)) if each.labelled}

    labels.subscribe(caro, labeler_id=labeler, now=minutes(6))
    assert (labelled(caro) >= {reading["old"]}, labelled(dev)) == (True, set())
    assert reading["new"] not in labelled(caro)
    labels.choose(caro, labeler_id=labeler, choices={"spoiler": "nothing"}, now=minutes(6))
    assert labelled(caro) == set()


def test_rows_cost_few_statements_for_many_posts(caro, ben, reading, django_assert_max_num_queries):
    for each in range(40):
        publish_post(ben, text=f"{each}", now=minutes(10 + each))
    with django_assert_max_num_queries(12):
        assert len(candidates.rows(Viewer(caro), now=minutes(99))) == 43


def test_why_tells_the_numbers_and_a_replay_agrees(caro, reading):
    actions.order_by(caro, digest=made(caro), now=minutes(5))
    order(Viewer(caro))
    told = ranked.reasons(Viewer(caro), reading["old"])
    assert (told.why.place, told.why.of, told.why.reasons[0].feature) == (1, 3, "thanks")
    assert told.why.reasons[0].place_without == 2
    file = bundles.read(ranked.bundle(Viewer(caro)))
    assert file.agrees
    assert file.document.digest == documents.in_use(Viewer(caro))


def test_why_says_what_the_document_reads_and_its_reader_has_not_allowed(caro, reading):
    actions.order_by(caro, digest=made(caro, weighing(seen=-1, language=5)), now=minutes(5))
    order(Viewer(caro))
    assert ranked.reasons(Viewer(caro), reading["old"]).not_allowed == ("language", "reading")


def test_why_of_what_is_not_there_is_refused(ada, caro, reading):
    with pytest.raises(NotInYourFeed):
        ranked.reasons(Viewer(caro), reading["old"])
    with pytest.raises(NotInYourFeed):
        ranked.bundle(Viewer(caro))
    actions.order_by(caro, digest=made(caro), now=minutes(5))
    order(Viewer(caro))
    later = publish_post(ada, text="later", now=minutes(40))
    with pytest.raises(NotInYourFeed):
        ranked.reasons(Viewer(caro), later)


def test_a_preview_orders_her_own_feed_and_keeps_nothing(caro, reading):
    found = ranked.preview(Viewer(caro), documents.read(THANKED), now=minutes(9))
    assert found[0].post.text == "old and thanked"
    assert not FeedDocument.objects.exists()


def test_a_published_feed_may_be_used_by_everybody_and_a_kept_one_by_its_maker_alone(ada, caro):
    hers = made(ada)
    with pytest.raises(NoSuchDocument):
        actions.order_by(caro, digest=hers, now=minutes(1))
    (feed,) = documents.own(Viewer(ada))
    actions.publish_feed(ada, feed_id=feed.id, now=minutes(2))
    actions.order_by(caro, digest=hers, now=minutes(3))
    assert [each.owner.id for each in documents.published(Viewer(caro))] == [ada]
    actions.take_feed_back(ada, feed_id=feed.id)
    assert documents.published(Viewer(caro)) == []
    assert documents.readable(Viewer(caro), hers).id == "thanked"  # who uses it keeps it


def test_the_same_document_has_one_fingerprint_whoever_made_it(ada, caro):
    assert made(ada) == made(caro, THANKED.replace('"params"', ' "params"'))
    assert FeedDocument.objects.count() == 1


def test_a_feed_is_changed_by_whom_it_belongs_to_and_discarded(ada, caro):
    made(ada)
    (feed,) = documents.own(Viewer(ada))
    changed = weighing(recency=7)
    actions.keep_feed(ada, text=changed, title="Fresh", feed_id=feed.id, now=minutes(1))
    assert documents.own_one(Viewer(ada), feed.id).title == "Fresh"
    for act in (
        lambda: actions.keep_feed(caro, text=changed, title="Mine", feed_id=feed.id, now=minutes(2)),
        lambda: actions.publish_feed(caro, feed_id=feed.id, now=minutes(2)),
        lambda: actions.take_feed_back(caro, feed_id=feed.id),
        lambda: actions.discard_feed(caro, feed_id=feed.id),
        lambda: documents.own_one(Viewer(caro), feed.id),
    ):
        with pytest.raises(NoSuchFeed):
            act()
    actions.discard_feed(ada, feed_id=feed.id)
    assert documents.own(Viewer(ada)) == []


def test_what_is_no_document_is_refused_with_its_line(ada):
    with pytest.raises(WrongDocument, match="Line 3: features knows"):
        actions.keep_feed(
            ada, text='{"id": "abc",\n"version": 1,\n"features": {"rage": {}}}', title="x", now=MORNING
        )
    assert not FeedDocument.objects.exists()


def test_a_feed_needs_a_name_and_few_words(ada):
    for title in ("", " ", "x" * 61):
        with pytest.raises(TitleLength):
            actions.keep_feed(ada, text=THANKED, title=title, now=MORNING)
    with pytest.raises(WordsLength):
        actions.keep_feed(ada, text=THANKED, title="x", words="x" * 301, now=MORNING)


def test_nobody_keeps_more_feeds_than_fit(ada):
    for _each in range(MOST_FEEDS):
        made(ada)
    with pytest.raises(TooManyFeeds):
        made(ada)


@pytest.mark.django_db
def test_an_account_that_is_not_here_does_nothing_about_feeds():
    ada = 404
    for act in (
        lambda: actions.order_by(ada, digest="", now=MORNING),
        lambda: actions.order_newest_first(ada, now=MORNING),
        lambda: actions.follow_the_community(ada),
        lambda: actions.keep_feed(ada, text=THANKED, title="x", now=MORNING),
        lambda: actions.publish_feed(ada, feed_id=1, now=MORNING),
        lambda: actions.take_feed_back(ada, feed_id=1),
        lambda: actions.discard_feed(ada, feed_id=1),
        lambda: actions.allow(ada, what="reading", is_allowed=True, now=MORNING),
        lambda: actions.recommend_me(ada, is_allowed=False, now=MORNING),
        lambda: actions.order_home(ada, now=MORNING),
    ):
        with pytest.raises(AccountClosed):
            act()


def test_what_a_person_leaves_behind_is_only_what_others_use(ada, caro, reading):
    used, unused = made(ada, published=True), made(ada, weighing(recency=3))
    actions.order_by(caro, digest=used, now=minutes(5))
    actions.order_by(ada, digest=used, now=minutes(5))
    actions.order_home(ada, now=minutes(6))
    actions.allow(ada, what="language", is_allowed=True, now=minutes(6))
    exported = personal_data.export_of(ada)
    assert exported["order"]["document"] == used
    assert [each["document"]["id"] for each in exported["feeds"]] == ["thanked", "made-up"]
    personal_data.erase(ada, minutes(7))
    left = personal_data.export_of(ada)
    assert (left["feeds"], left["order"]) == ([], None)
    assert [each.digest for each in FeedDocument.objects.all()] == [used]
    assert unused != used


def test_the_charter_names_no_order_until_members_vote():
    assert Charter(0, {}, {}).value("feeds.community") == ""
