"""Drafts, posts that wait for their time, and removals that are taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.ground.jobs.actions import run_due
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts import personal_data, queries, waiting
from commonhold.social.posts.actions import (
    choose_in_poll,
    discard_draft,
    edit_post,
    publish_post,
    redraft_post,
    remove_post,
    restore_post,
    save_draft,
    schedule_post,
    unschedule_post,
)
from commonhold.social.posts.actions.draft import MOST_DRAFTS
from commonhold.social.posts.models import Draft, Grace, Post
from commonhold.social.posts.refusals import (
    NoPollHere,
    NoSuchDraft,
    NoSuchPost,
    NotYourPost,
    PostTooLong,
    TimeHasPassed,
    TooFarAhead,
    TooLateToUndo,
    TooManyDrafts,
)
from commonhold.social.posts.said import Said
from tests.cast import MORNING, minutes

SOUP = NewPoll(("Soup", "Bread"), minutes=60)


def test_a_draft_keeps_everything_and_is_its_authors_alone(ada: int, ben: int) -> None:
    said = Said(text="half a thou", audience="members", poll=SOUP, warning="food", format="plain")
    draft_id = save_draft(ada, said=said, now=MORNING)
    assert waiting.draft(Viewer(ada), draft_id).said == said
    save_draft(ada, said=Said(text="a thought"), draft_id=draft_id, now=minutes(1))
    assert [each.said.text for each in waiting.drafts(Viewer(ada))] == ["a thought"]
    with pytest.raises(NoSuchDraft):
        waiting.draft(Viewer(ben), draft_id)
    with pytest.raises(NoSuchDraft):
        save_draft(ben, said=said, draft_id=draft_id, now=minutes(2))
    discard_draft(ben, draft_id=draft_id, now=minutes(2))
    assert personal_data.export_of(ada)["drafts"][0]["said"]["text"] == "a thought"
    discard_draft(ada, draft_id=draft_id, now=minutes(3))
    assert waiting.drafts(Viewer(ada)) == []


def test_drafts_are_neither_endless_nor_countless(ada: int) -> None:
    with pytest.raises(PostTooLong):
        save_draft(ada, said=Said(text="x" * 20_001), now=MORNING)
    Draft.objects.bulk_create(
        Draft(id=number, person_id=ada, said={}, saved_at=MORNING) for number in range(1, MOST_DRAFTS + 1)
    )
    with pytest.raises(TooManyDrafts):
        save_draft(ada, said=Said(text="one more"), now=MORNING)


def test_a_scheduled_post_appears_at_its_time_exactly_once(ada: int) -> None:
    schedule_post(ada, said=Said(text="Good morning", language="en"), due=minutes(60), now=MORNING)
    run_due(minutes(59))
    assert not Post.objects.exists()
    for time in (60, 61, 90):
        run_due(minutes(time))
    assert [each.text for each in queries.by_author(ANYONE, ada)] == ["Good morning"]
    assert waiting.drafts(Viewer(ada), scheduled=True) == []


def test_what_is_put_off_or_changed_appears_as_it_was_meant_last(ada: int) -> None:
    draft_id = schedule_post(ada, said=Said(text="At ten"), due=minutes(60), now=MORNING)
    schedule_post(ada, said=Said(text="At eleven"), due=minutes(120), draft_id=draft_id, now=minutes(1))
    run_due(minutes(60))
    assert not Post.objects.exists()
    unschedule_post(ada, draft_id=draft_id, now=minutes(61))
    run_due(minutes(120))
    assert not Post.objects.exists()
    assert waiting.draft(Viewer(ada), draft_id).due is None
    schedule_post(ada, said=Said(text="At noon"), due=minutes(180), draft_id=draft_id, now=minutes(121))
    run_due(minutes(180))
    assert [each.text for each in queries.by_author(ANYONE, ada)] == ["At noon"]
    with pytest.raises(NoSuchDraft):
        unschedule_post(ada, draft_id=draft_id, now=minutes(181))


def test_a_time_that_has_passed_or_is_too_far_off_is_refused(ada: int) -> None:
    for due in (MORNING, MORNING - timedelta(days=1)):
        with pytest.raises(TimeHasPassed):
            schedule_post(ada, said=Said(text="Late"), due=due, now=MORNING)
    with pytest.raises(TooFarAhead):
        schedule_post(ada, said=Said(text="Far"), due=MORNING + timedelta(days=400), now=MORNING)
    assert not Draft.objects.exists()


def test_what_cannot_be_published_at_its_time_goes_back_to_the_drafts(ada: int, ben: int) -> None:
    asked = publish_post(ben, text="A question", now=MORNING)
    draft_id = schedule_post(ada, said=Said(text="Yes", in_reply_to=asked), due=minutes(60), now=MORNING)
    remove_post(ben, post_id=asked, now=minutes(1))
    run_due(minutes(60))
    kept = waiting.draft(Viewer(ada), draft_id)
    assert (kept.said.text, kept.due) == ("Yes", None)
    assert "removed" in kept.trouble


def test_a_removal_can_be_taken_back_for_ten_minutes_with_all_that_was_there(ada: int, ben: int) -> None:
    post_id = publish_post(ada, text="Soup? #food", poll=SOUP, now=MORNING)
    edit_post(ada, post_id=post_id, text="Soup today? #food", warning="food", now=minutes(1))
    choose_in_poll(ben, post_id=post_id, positions=[0], now=minutes(2))
    before = queries.post(ANYONE, post_id)
    remove_post(ada, post_id=post_id, now=minutes(3))
    assert queries.post(Viewer(ada), post_id).poll is None
    assert waiting.restorable_until(Viewer(ada), post_id) == minutes(13)
    assert waiting.restorable_until(Viewer(ben), post_id) is None
    with pytest.raises(NotYourPost):
        restore_post(ben, post_id=post_id, now=minutes(4))
    restore_post(ada, post_id=post_id, now=minutes(12))
    restore_post(ada, post_id=post_id, now=minutes(12))
    assert queries.post(ANYONE, post_id) == before
    assert [each.text for each in queries.editions(ANYONE, post_id)] == ["Soup? #food"]
    run_due(minutes(14))
    assert queries.post(ANYONE, post_id) == before


def test_after_ten_minutes_nothing_of_it_is_left(ada: int) -> None:
    post_id = publish_post(ada, text="A secret", poll=SOUP, now=MORNING)
    remove_post(ada, post_id=post_id, now=minutes(1))
    with pytest.raises(TooLateToUndo):
        restore_post(ada, post_id=post_id, now=minutes(11))
    run_due(minutes(11))
    assert not Grace.objects.exists()
    assert Post.objects.get(id=post_id).poll is None
    with pytest.raises(TooLateToUndo):
        restore_post(ada, post_id=post_id, now=minutes(12))


def test_delete_and_write_anew_puts_everything_into_a_draft(ada: int, ben: int) -> None:
    post_id = publish_post(
        ada, text="Sop?", poll=SOUP, warning="food", audience="members", reply_control="nobody", now=MORNING
    )
    draft_id = redraft_post(ada, post_id=post_id, now=minutes(1))
    said = waiting.draft(Viewer(ada), draft_id).said
    assert (said.text, said.poll, said.warning, said.audience) == ("Sop?", SOUP, "food", "members")
    assert said.reply_control == "nobody"
    assert queries.post(Viewer(ben), post_id).removed


def test_a_poll_in_a_post_is_for_those_who_see_the_post(ada: int, ben: int, dev: int) -> None:
    among_us = publish_post(ada, text="Soup?", poll=SOUP, audience="members", now=MORNING)
    with pytest.raises(NoSuchPost):
        choose_in_poll(dev, post_id=among_us, positions=[0], now=minutes(1))
    choose_in_poll(ben, post_id=among_us, positions=[1], now=minutes(1))
    assert queries.post(Viewer(ada), among_us).poll.voters == 1
    plain = publish_post(ada, text="No poll", now=MORNING)
    with pytest.raises(NoPollHere):
        choose_in_poll(ben, post_id=plain, positions=[1], now=minutes(1))


def test_a_poll_closes_at_its_time_and_says_so(ada: int, ben: int) -> None:
    post_id = publish_post(ada, text="", poll=SOUP, now=MORNING)
    choose_in_poll(ben, post_id=post_id, positions=[1], now=minutes(1))
    run_due(minutes(60))
    poll = queries.post(ANYONE, post_id).poll
    assert (poll.is_closed, [each.votes for each in poll.options]) == (True, [0, 1])


def test_the_last_language_is_remembered(ada: int) -> None:
    assert waiting.last_language(Viewer(ada)) == ""
    publish_post(ada, text="Guten Morgen", language="de", now=MORNING)
    assert waiting.last_language(Viewer(ada)) == "de"


def test_what_a_person_was_writing_goes_when_she_leaves(ada: int) -> None:
    save_draft(ada, said=Said(text="A secret"), now=MORNING)
    post_id = publish_post(ada, text="A secret", now=MORNING)
    remove_post(ada, post_id=post_id, now=minutes(1))
    personal_data.erase(ada, minutes(2))
    assert not Draft.objects.exists()
    assert not Grace.objects.exists()
