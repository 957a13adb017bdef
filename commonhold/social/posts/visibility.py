"""Who may see a post. This is the only place that says so; feeds, pages and notifications build on it.

| audience          | who sees it                                                                       |
|-------------------|-----------------------------------------------------------------------------------|
| public, unlisted  | anyone                                                                            |
| followers         | the circle's owner, her accepted followers, and whom the post is addressed to     |
| members           | whoever is a member now; being named makes nobody one                             |
| direct            | whom the post is addressed to                                                     |

An author always sees what she wrote. The rule is one `Q` over `Post`; a raw statement takes its SQL from
`visible_posts(viewer).query.sql_with_params()`.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.social.people.models import Follow, Standing
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Audience, Mention, Post

_OPEN = Q(audience__in=[Audience.PUBLIC, Audience.UNLISTED])


def visible_to(viewer: Viewer) -> Q:
    """The condition on `Post` that `viewer` may see it. Tombstones count as their posts did."""
    me = viewer.person_id
    if me is None:
        return _OPEN
    follows = Follow.objects.filter(follower_id=me, accepted_at__isnull=False)
    membership = Standing.objects.filter(person_id=me, kind=Standing.Kind.MEMBER, until=None)
    addressed = Q(Exists(Mention.objects.filter(post=OuterRef("pk"), person_id=me)))
    in_circle = Q(circle_of_id=me) | Q(circle_of_id__in=follows.values("followed_id"))
    return (
        _OPEN
        | Q(author_id=me)
        | Q(audience=Audience.FOLLOWERS) & (in_circle | addressed)
        | Q(audience=Audience.MEMBERS) & Q(Exists(membership))
        | Q(audience=Audience.DIRECT) & addressed
    )


def visible_posts(viewer: Viewer) -> QuerySet[Post]:
    """The posts that `viewer` may see, tombstones included."""
    return Post.objects.filter(visible_to(viewer))


def may_see(person_id: int, post_id: int) -> bool:
    """May this person see this post?"""
    return visible_posts(Viewer(person_id)).filter(id=post_id).exists()
