"""People through Mastodon.py: who they are, how one stands to them, and keeping them away."""

from __future__ import annotations

import pytest
from mastodon import MastodonNotFoundError


def test_people_are_found_and_shown(ada, ben, stranger):
    me = ben.me()
    assert stranger.account(me.id).acct == "ben"
    assert [each.acct for each in ada.accounts([me.id, ada.me().id])] == ["ben", "ada"]
    assert stranger.account_lookup("ben").id == me.id
    assert ada.account_search("ben", limit=1)[0].id == me.id
    assert me.created_at.tzinfo is not None


def test_following_is_seen_from_both_sides(ada, ben):
    me, him = ada.me(), ben.me()
    followed = ada.account_follow(him.id, reblogs=False)
    assert (followed.following, followed.showing_reblogs) == (True, False)
    assert ada.account_follow(him.id, reblogs=True).showing_reblogs
    assert ben.account_relationships(me.id)[0].followed_by
    assert him.id in [each.id for each in ada.account_following(me.id)]
    assert me.id in [each.id for each in ada.account_followers(him.id)]
    assert ada.account_search("ben", following=True)[0].id == him.id
    assert ben.account_familiar_followers([me.id])[0].id == me.id
    assert not ben.account_remove_from_followers(me.id).followed_by
    assert not ada.account_unfollow(him.id).following


def test_a_note_is_kept_for_oneself(ada, ben):
    him = ben.me()
    assert ada.account_note_set(him.id, "mends bicycles").note == "mends bicycles"
    assert ada.account_relationships([him.id])[0].note == "mends bicycles"
    assert ben.account_relationships([ada.me().id])[0].note == ""


def test_muting_and_blocking_hold_until_they_are_taken_back(signed_in, exchanges):
    hana, ivo = signed_in("hana"), signed_in("ivo")
    him = ivo.me()
    muted = hana.account_mute(him.id, notifications=False, duration=3600)
    assert (muted.muting, muted.muting_notifications) == (True, False)
    assert not hana.account_unmute(him.id).muting
    assert hana.account_block(him.id).blocking
    with pytest.raises(MastodonNotFoundError):
        ivo.status_reply(hana.status_post("Tea is ready"), "Coming")
    assert not hana.account_unblock(him.id).blocking


def test_nobody_is_not_found(ada):
    for look in (ada.account, ada.account_follow):
        with pytest.raises(MastodonNotFoundError, match="Record not found"):
            look(404)
    with pytest.raises(MastodonNotFoundError):
        ada.account_statuses(404)
    with pytest.raises(MastodonNotFoundError):
        ada.account_lookup("nobody.here")
