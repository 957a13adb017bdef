"""What a reader's filters say of what she is told: on the page, on her devices and in her mail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.social.filters import queries as filters
from commonhold.social.filters.matching import Place, Rules, Verdict
from commonhold.social.notifications.queries import Group
from commonhold.social.notifications.sentences import excerpt
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.plain import words_in


def said_by(rules: Rules, viewer: Viewer, group: Group) -> Verdict | None:
    """The verdict on the post that a group is about. What is about no post is not filtered."""
    if group.post is None:
        return None
    post_id = None if group.post.is_mine else group.post.id
    return rules.verdict(words_in(viewer, group.post), Place.NOTIFICATIONS, post_id=post_id)


def let_through(viewer: Viewer, groups: Collection[Group], *, now: datetime) -> list[tuple[Group, str]]:
    """What leaves the house: each group with the words beneath it, or the name of the filter instead."""
    rules = filters.rules_of(viewer, now=now)
    judged = [(each, said_by(rules, viewer, each)) for each in groups]
    return [
        (each, excerpt(each.post) if said is None else _("Filtered: {reason}.").format(reason=said.reason))
        for each, said in judged
        if said is None or not said.hides
    ]
