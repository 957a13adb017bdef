"""A group that labels, moderated by Ada, and a post of Caro's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest

from commonhold.social.groups.actions import founding
from commonhold.social.labels import actions
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING


@dataclass
class Story:
    """`labeler` is the group's; `post` is Caro's, and public."""

    ada: int
    ben: int
    caro: int
    group: int
    labeler: int
    post: int

    def put(self, about: str = "", value: str = "spoiler", *, days: int = 30, now: datetime = MORNING) -> int:
        """Ada labels for the group, Caro's post unless told otherwise."""
        return actions.put_label(
            self.ada,
            labeler_id=self.labeler,
            about=about or f"post:{self.post}",
            value=value,
            words="It tells how the film ends",
            days=days,
            now=now,
        )


@pytest.fixture
def story(coop: str, ada: int, ben: int, caro: int) -> Story:
    group = founding.found_group(ada, handle="film_club", title="Film club", now=MORNING)
    labeler = actions.open_labeler(
        ada,
        title="Film club's warnings",
        values=["spoiler: tells how a story ends", "ai-made", "scam?"],
        group_id=group,
        now=MORNING,
    )
    return Story(ada, ben, caro, group, labeler, publish_post(caro, text="The butler did it", now=MORNING))
