"""What somebody is told, through Mastodon.py: notifications, requests, messages, markers, and ringing."""

from __future__ import annotations

import pytest
from mastodon import MastodonNotFoundError

from tests.clients.patience import until


def of_kind(client, kind, status_id):
    """Her notification of this kind about this post, as soon as it is there."""
    found = until(
        lambda: [each for each in client.notifications(types=[kind]) if each.status.id == status_id], bool
    )
    return found[0]


def test_notifications_come_one_by_one_and_go(ada, ben):
    post = ada.status_post("Jam for all")
    ben.status_favourite(post.id)
    told = of_kind(ada, "favourite", post.id)
    assert told.account.acct == "ben"
    assert ada.notifications(id=told.id).id == told.id
    assert ada.notifications_unread_count().count >= 1
    assert told.id not in [each.id for each in ada.notifications(exclude_types=["favourite"])]
    ada.notifications_dismiss(told.id)
    with pytest.raises(MastodonNotFoundError):
        ada.notifications(id=told.id)


def test_notifications_come_in_groups(ada, ben, caro):
    post = ada.status_post("Bread for all")
    ben.status_favourite(post.id)
    caro.status_favourite(post.id)
    of_kind(ada, "favourite", post.id)

    def group():
        found = ada.grouped_notifications()
        about = [each for each in found.notification_groups if each.status_id == str(post.id)]
        return about[0] if about else None

    told = until(group, lambda found: found is not None and found.notifications_count == 2)
    both = {each.acct for each in ada.grouped_notification_accounts(told.group_key)}
    assert both == {"ben", "caro"}
    assert ada.grouped_notification(told.group_key).notification_groups[0].group_key == told.group_key
    assert ada.unread_grouped_notifications_count() >= 1
    ada.dismiss_grouped_notification(told.group_key)
    assert group() is None


def test_who_may_tell_one_what_is_chosen(signed_in, exchanges):
    jun, finn = signed_in("jun"), signed_in("finn")
    before = jun.notifications_policy()
    assert before.for_not_following == "accept"
    chosen = jun.update_notifications_policy(for_not_following="filter")
    assert chosen.for_not_following == "filter"
    finn.status_post("@jun have you seen my saw?")
    waiting = until(jun.notification_requests, bool)[0]
    assert waiting.account.acct == "finn"
    assert jun.notification_request(waiting.id).id == waiting.id
    jun.accept_notification_request(waiting.id)
    assert until(jun.notifications_merged, bool)
    jun.update_notifications_policy(for_not_following="accept")


def test_messages_stand_in_conversations(ada, ben):
    ada.account_follow(ben.me().id)  # who is not followed waits in a box of her own
    sent = ben.status_post("@ada the key is under the pot", visibility="direct")

    def conversation():
        return [each for each in ada.conversations() if each.last_status.id == sent.id]

    told = until(conversation, bool)[0]
    assert (told.unread, [each.acct for each in told.accounts]) == (True, ["ben"])
    assert not ada.conversations_read(told.id).unread


def test_who_asks_to_follow_is_listed_and_let_in(ada):
    assert ada.follow_requests() == []


def test_the_place_where_one_stopped_reading_is_kept(ada):
    post = ada.status_post("Read up to here")
    assert ada.markers_set("home", post.id)["home"].last_read_id == post.id
    assert ada.markers_get("home")["home"].last_read_id == post.id


def test_a_device_may_ring(ada):
    secret, public = ada.push_subscription_generate_keys()
    assert secret
    made = ada.push_subscription_set(
        "https://push.example/ada", public, follow_events=True, mention_events=True
    )
    assert made.endpoint == "https://push.example/ada"
    assert ada.push_subscription().alerts.mention
    assert not ada.push_subscription_update(mention_events=False).alerts.mention
    ada.push_subscription_delete()
    with pytest.raises(MastodonNotFoundError):
        ada.push_subscription()
