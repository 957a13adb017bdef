"""Who may see a post. This is the only place that says so; feeds, pages and notifications build on it.

| audience          | who sees it                                                                       |
|-------------------|-----------------------------------------------------------------------------------|
| public, unlisted  | anyone                                                                            |
| followers         | the circle's owner, her accepted followers, and whom the post is addressed to     |
| mutuals           | the circle's owner, those who follow her and whom she follows, and the addressed  |
| list              | who is on the list now, its owner, and whom the post is addressed to              |
| group             | the group's members, and anybody where everybody may read the group; named or not |
| members           | whoever is a member now; being named makes nobody one                             |
| direct            | who has a seat in its conversation, has not left, and did not delete it for herself |

An author always sees what she wrote. An answer that waits for approval is its author's and the approver's
alone. Whom a block hides from the viewer, or a server that she blocked, is not there (`people/hiding.py`).
The rule is one `Q` over `Post`; a raw statement takes its SQL from
`visible_posts(viewer).query.sql_with_params()`.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.conversations.models import HiddenMessage, Seat
from commonhold.social.groups.models import Group, GroupMember
from commonhold.social.lists.models import List, Listing
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.models import Follow, Standing
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Audience, Mention, Post

_OPEN = Q(audience__in=[Audience.PUBLIC, Audience.UNLISTED])


def visible_to(viewer: Viewer) -> Q:
    """The condition on `Post` that `viewer` may see it. Tombstones count as their posts did."""
    me = viewer.person_id
    if me is None:
        return (_OPEN | _in_open_groups()) & Q(waits_for=None)
    may_read = _OPEN | Q(author_id=me) | _closed_to_others(me)
    is_let = Q(waits_for=None) | Q(author_id=me) | Q(waits_for_id=me)
    return may_read & is_let & not_hidden_from(me, "author")


def visible_posts(viewer: Viewer) -> QuerySet[Post]:
    """The posts that `viewer` may see, tombstones included."""
    return Post.objects.filter(visible_to(viewer))


def may_see(person_id: int, post_id: int) -> bool:
    """May this person see this post?"""
    return bool(_SEEN.ids(me=person_id, post_id=post_id))


def _seen(*, me: int, post_id: int) -> QuerySet[Post, Any]:
    return visible_posts(Viewer(me)).filter(id=post_id).order_by().values_list("id")


_SEEN = Prepared(_seen)


def _closed_to_others(me: int) -> Q:
    """What `me` may see of what is not for everybody."""
    accepted = Follow.objects.filter(accepted_at__isnull=False)
    follows = Q(Exists(accepted.filter(follower_id=me, followed_id=OuterRef("circle_of_id"))))
    is_followed = Q(Exists(accepted.filter(follower_id=OuterRef("circle_of_id"), followed_id=me)))
    membership = Standing.objects.filter(person_id=me, kind=Standing.Kind.MEMBER, until=None)
    addressed = Q(Exists(Mention.objects.filter(post=OuterRef("pk"), person_id=me)))
    on_list = Q(Exists(Listing.objects.filter(person_id=me, list_id=OuterRef("list_id"))))
    is_my_list = Q(Exists(List.objects.filter(owner_id=me, id=OuterRef("list_id"))))
    in_circle = Q(circle_of_id=me)
    return (
        Q(audience=Audience.FOLLOWERS) & (in_circle | follows | addressed)
        | Q(audience=Audience.MUTUALS) & (in_circle | follows & is_followed | addressed)
        | Q(audience=Audience.LIST) & (on_list | is_my_list | addressed)
        | _in_open_groups()
        | Q(audience=Audience.GROUP)
        & Q(Exists(GroupMember.objects.filter(group_id=OuterRef("group_id"), person_id=me, until=None)))
        | Q(audience=Audience.MEMBERS) & Q(Exists(membership))
        | Q(audience=Audience.DIRECT) & in_conversations_of(me)
    )


def _in_open_groups() -> Q:
    """What was said in groups that everybody may read."""
    readable = Group.objects.filter(id=OuterRef("group_id"), is_readable_by_all=True)
    return Q(audience=Audience.GROUP) & Q(Exists(readable))


def in_conversations_of(me: int) -> Q:
    """The condition on a direct post that `me` sits where it was said, and did not delete it for herself."""
    seats = Seat.objects.filter(
        conversation=OuterRef("channel"), person_id=me, hidden_up_to__lt=OuterRef("pk")
    ).exclude(state=Seat.State.LEFT)
    hidden = HiddenMessage.objects.filter(person_id=me, message=OuterRef("pk"))
    return Q(Exists(seats)) & ~Q(Exists(hidden))
