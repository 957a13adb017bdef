"""Timelines and the co-op itself through Mastodon.py."""

from __future__ import annotations

import pytest
from mastodon import MastodonAPIError, MastodonUnauthorizedError


def ids_of(page):
    return [each.id for each in page]


def test_home_has_those_whom_one_follows(signed_in, exchanges):
    jun, ivo = signed_in("jun"), signed_in("ivo")
    jun.account_follow(ivo.me().id)
    his, own = ivo.status_post("Fresh bread"), jun.status_post("Fresh jam")
    assert {his.id, own.id} <= set(ids_of(jun.timeline_home()))
    assert his.id not in ids_of(ivo.timeline_home(min_id=his.id))


def test_the_local_timeline_is_for_everybody(ada, stranger):
    said = ada.status_post("Good morning, yard")
    for page in (stranger.timeline_local(), stranger.timeline_public(), ada.timeline_public(local=True)):
        assert said.id in ids_of(page)
    assert said.id not in ids_of(stranger.timeline_public(remote=True))
    with pytest.raises(MastodonUnauthorizedError):
        stranger.timeline_home()


def test_pages_follow_each_other_both_ways(ada, stranger):
    said = [ada.status_post(f"Step {each} #steps").id for each in range(5)]
    first = stranger.timeline_hashtag("steps", limit=2)
    second = stranger.fetch_next(first)
    assert ids_of(first) + ids_of(second) == said[:0:-1]
    assert ids_of(stranger.fetch_next(second)) == said[:1]
    assert ids_of(stranger.fetch_previous(second)) == ids_of(first)
    assert ids_of(stranger.timeline_hashtag("steps", min_id=said[0], limit=2)) == [said[2], said[1]]
    assert ids_of(stranger.fetch_remaining(first)) == said[::-1]


def test_a_persons_posts_are_chosen_among(ada, ben):
    me = ada.me().id
    own = ada.status_post("Mine")
    his = ben.status_post("His")
    answer, boost = ada.status_reply(his, "Well said"), ada.status_reblog(his.id)
    everything = ids_of(ben.account_statuses(me))
    assert {own.id, answer.id, boost.id} <= set(everything)
    assert answer.id not in ids_of(ben.account_statuses(me, exclude_replies=True))
    assert boost.id not in ids_of(ben.account_statuses(me, exclude_reblogs=True))


def test_the_co_op_tells_of_itself(stranger, yard):
    told = stranger.instance_v2()
    assert told.title == "Lantern Yard"
    assert told.domain == yard.url.removeprefix("http://")
    assert told.api_versions.mastodon >= 2
    assert stranger.instance_v1().stats.user_count >= 7
    assert stranger.instance_rules()
    assert stranger.instance_activity()
    assert stranger.instance_peers() == []
    assert stranger.instance_health()
    assert stranger.instance_nodeinfo().software.name == "commonhold"
    assert stranger.instance_extended_description().content
    assert stranger.instance_terms_of_service().content
    assert stranger.custom_emojis() == []


def test_a_link_that_nobody_posted_has_an_empty_timeline(stranger):
    assert stranger.timeline_link("https://example.org/") == []


def test_a_narrow_token_opens_its_part_alone(signed_in, exchanges):
    reader = signed_in("finn", "read:statuses")
    assert isinstance(reader.timeline_home(), list)
    for more in (reader.me, lambda: reader.status_post("No"), reader.bookmarks):
        with pytest.raises(MastodonAPIError, match="403"):
            more()


def test_a_made_up_token_opens_nothing(stranger):
    stranger.access_token = "made up"
    for call in (stranger.me, stranger.timeline_home, stranger.timeline_public):
        with pytest.raises(MastodonUnauthorizedError, match="401"):
            call()
