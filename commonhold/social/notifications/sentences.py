"""A notification in a sentence, and where it leads: the same on the page, on a lock screen and in a mail."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.social.notifications.kinds import kind_of
from commonhold.social.notifications.queries import Group
from commonhold.social.people.queries import PersonLine
from commonhold.social.posts.queries import PostView

_EXCERPT = 140


def sentence(group: Group) -> str:
    """ "Ada and 4 others thanked you"."""
    kind = kind_of(group.kind)
    words = kind.many if len(group.actors) > 1 and kind.many else kind.one
    return str(words).format(who=who(group.actors), words=group.words)


def who(actors: Sequence[PersonLine]) -> str:
    """Names, the latest first, and how many others."""
    names = [each.name for each in actors]
    if len(names) <= 1:
        return "".join(names)
    if len(names) == 2:
        return _("{one} and {other}").format(one=names[0], other=names[1])
    others = len(names) - 1
    words = ngettext("{name} and {n} other", "{name} and {n} others", others)
    return words.format(name=names[0], n=others)


def excerpt(post: PostView | None) -> str:
    """The beginning of a post without its marks; where there is a warning, that alone."""
    if post is None:
        return ""
    text = " ".join(re.sub(r"[*_`#>\[\]]", "", post.warning or post.text).split())
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}…"


def address(group: Group) -> str:
    """Where it leads, from the root of the site; empty for nowhere."""
    leads_to = kind_of(group.kind).leads_to
    if group.post is not None and not leads_to:
        return f"/@{group.post.author.handle}/{group.post.id}"
    if not leads_to and len(group.actors) == 1:
        return f"/@{group.actors[0].handle}"
    return leads_to.format(number=group.subject.partition(":")[2])
