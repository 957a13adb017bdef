"""Posts of a whole community: answers to each other, likes and bookmarks, and what stays hidden."""

from __future__ import annotations

from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.actions import (
    OldMark,
    OldPost,
    bring_marks,
    bring_post,
    brought_among_all,
    publish_post,
    show_brought,
    withhold_brought,
)
from commonhold.social.posts.models import Bookmark, Mention, Post
from commonhold.social.posts.visibility import may_see
from tests.cast import MORNING, minutes


def old(number: int, text: str = "Frost", in_reply_to: int | None = None) -> OldPost:
    source = f"https://old.example/users/x/statuses/{number}"
    return OldPost(source, text, MORNING, in_reply_to=in_reply_to, with_all=True)


def test_they_answer_each_other_and_short_names_are_ours(ada: int, ben: int) -> None:
    first = bring_post(ada, old=old(1), now=minutes(1))
    second = bring_post(ben, old=old(2, "@ada cover them", first), now=minutes(1))
    assert Post.objects.get(id=second).thread_id == first
    assert "/@ada" in Post.objects.get(id=second).html
    assert not Mention.objects.exists()
    found = brought_among_all({ada, ben}, {old(1).source, old(2).source, old(3).source})
    assert found == {(ada, old(1).source): first, (ben, old(2).source): second}


def test_likes_and_bookmarks_come_once(ada: int, ben: int) -> None:
    post = bring_post(ada, old=old(1), now=minutes(1))
    for _twice in range(2):
        bring_marks(favourites=[OldMark(ben, post, MORNING)], bookmarks=[OldMark(ben, post, MORNING)])
    assert posts.post(Viewer(ben), post).favourites == 1
    assert Bookmark.objects.count() == 1


def test_what_was_brought_is_hidden_and_given_back_and_what_she_says_here_stays(
    ada: int, ben: int, caro: int
):
    brought = bring_post(ada, old=old(1), now=minutes(1))
    said = publish_post(ada, text="Thaw", now=minutes(1))
    assert withhold_brought(ada, reference="arrival:1", keeper=caro, now=minutes(2)) == 1
    assert withhold_brought(ada, reference="arrival:1", keeper=caro, now=minutes(2)) == 0
    assert (may_see(ben, brought), may_see(ben, said), may_see(ada, brought)) == (False, True, True)
    assert show_brought(ada, reference="arrival:2", now=minutes(3)) == 0
    assert show_brought(ada, reference="arrival:1", now=minutes(3)) == 1
    assert may_see(ben, brought)
