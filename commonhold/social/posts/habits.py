"""How somebody writes unless she says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, fields

from commonhold.ground.prepared import Asking, Prepared, answered
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Audience, Habits, Post

#: For whom somebody may write by habit. All else is said for each post.
AUDIENCES = (Audience.PUBLIC, Audience.UNLISTED, Audience.FOLLOWERS)


@dataclass(frozen=True)
class HabitsView:
    """What a first post says of itself when its author chose nothing. `language` may be empty."""

    audience: str = Audience.PUBLIC
    is_sensitive: bool = False
    language: str = ""
    quote_policy: str = Post.QuotePolicy.EVERYONE
    reply_control: str = Post.ReplyControl.EVERYONE
    approves_replies: bool = False


def habits_of(viewer: Viewer) -> HabitsView:
    """The viewer's own."""
    return answered(asking_habits(viewer))


def asking_habits(viewer: Viewer) -> Asking[HabitsView]:
    """The same, to be asked together with others."""
    found = _HABITS.asking(me=viewer.person_id or 0)
    return found.then(lambda rows: HabitsView(*rows[0]) if rows else HabitsView())


_HABITS = Prepared(
    lambda *, me: Habits.objects.filter(person_id=me).values_list(*(each.name for each in fields(HabitsView)))
)
