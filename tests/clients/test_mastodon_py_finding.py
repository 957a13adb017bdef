"""Finding, through Mastodon.py: search, tags, what is talked about, quotes, quiet threads, and reports."""

from __future__ import annotations


def test_people_posts_and_tags_are_found(ada, ben):
    assert ben.me().acct == "ben"
    post = ada.status_post("A wheelbarrow, nearly new #sharing")
    found = ada.search_v2("wheelbarrow")
    assert post.id in [each.id for each in found.statuses]
    assert "ben" in [each.acct for each in ada.search("ben", result_type="accounts").accounts]
    assert "sharing" in [each.name for each in ada.search("#sharing", result_type="hashtags").hashtags]
    assert ada.search(post.url, result_type="statuses").statuses[0].id == post.id


def test_a_tag_is_followed(ada):
    assert ada.tag_follow("firewood").following
    assert "firewood" in [each.name for each in ada.followed_tags()]
    assert ada.tag("firewood").following
    assert not ada.tag_unfollow("firewood").following


def test_what_is_talked_about_is_listed(ada):
    assert isinstance(ada.trending_tags(), list)
    assert isinstance(ada.trending_statuses(), list)
    assert isinstance(ada.trending_links(), list)
    assert isinstance(ada.announcements(), list)


def test_a_quote_is_shown_and_taken_back(ada, ben):
    post = ada.status_post("Rain at noon", quote_approval_policy="public")
    quoting = ben.status_post("Take your boots", quoted_status_id=post.id)
    assert quoting.quote.quoted_status.id == post.id
    assert quoting.id in [each.id for each in ada.status_quotes(post.id)]
    assert ada.status_quote_revoke(post.id, quoting.id).quote.state == "revoked"
    assert ada.status_update_quote_approval_policy(post.id, "nobody").quote_approval.automatic == []


def test_a_thread_is_made_quiet(ada):
    post = ada.status_post("A long talk")
    assert ada.status_mute(post.id).muted
    assert not ada.status_unmute(post.id).muted


def test_a_report_reaches_the_moderators(ada, ben):
    post = ben.status_post("Buy my pills")
    made = ada.report(ben.me().id, status_ids=[post.id], comment="Advertising", category="spam")
    assert made.comment == "Advertising"
