"""Bringing a community along, a few lines at a time, each time in one transaction with how far it has come.

After a crash, or when it is begun once more, it goes on there. Everything has the number or the address that
it had, so that nothing comes twice, whatever copy is gone through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from sqlite3 import Row

from django.db import transaction

from commonhold.ground.refusal import Refusal
from commonhold.social.arrivals.models import Community
from commonhold.social.arrivals.staging import Staging
from commonhold.social.arrivals.steps import circles, newcomers, pictures, said
from commonhold.social.arrivals.steps.step import Bringing, Outcome, Step, Write
from commonhold.social.media.jobs import make_waiting

Told = Callable[[str, int], None]

#: What is written, in this order, and how many lines at once, while which nobody else can write. Whoever is
#: blocked is kept away before anything can be read.
STEPS: dict[str, tuple[Step, int]] = {
    "emoji": (pictures.emoji, 10),
    "people": (newcomers.people_step, 10),
    "blocks": (circles.blocks, 100),
    "mutes": (circles.mutes, 100),
    "follows": (circles.follows, 100),
    "followers elsewhere": (circles.followers_elsewhere, 10),
    "lists": (circles.lists, 10),
    "posts": (said.posts, 20),
    "favourites": (said.favourites, 100),
    "bookmarks": (said.bookmarks, 100),
}


@dataclass(frozen=True)
class Copy:
    """A copy that is laid down, and where its files lie."""

    staging: Staging
    media: Path


def write_all(community_id: int, copy: Copy, *, clock: Callable[[], datetime], tell: Told) -> bool:
    """Go on until all is written; `tell` hears how far each step is. False if it is taken back meanwhile."""
    row = Community.objects.get(id=community_id)
    begun = list(STEPS).index(row.step) if row.step in STEPS else 0
    for name in list(STEPS)[begun:]:
        step, at_once = STEPS[name]
        after = row.position if name == row.step else 0
        with closing(step.rows(copy.staging, after)) as rows:
            while some := list(islice(rows, at_once)):
                done = _write(community_id, copy, name, some, now=clock())
                if done is None:
                    return False
                tell(name, done)
        if name == "emoji":  # posts show only pictures that are ready
            make_waiting(clock())
    return _end(community_id, clock())


@transaction.atomic
def _write(community_id: int, copy: Copy, name: str, some: list[Row], *, now: datetime) -> int | None:
    """How many of this step are done in all; None when it is not to be written any more."""
    rows = Community.objects.select_for_update().filter(id=community_id, state=Community.State.WRITING)
    row = rows.first()
    if row is None:
        return None
    bringing = Bringing(row, copy.staging, copy.media, now)
    step, _at_once = STEPS[name]
    step.begin(bringing, some)
    if step.together is not None:
        for outcome in step.together(bringing, some):
            bringing.count(f"{name} {outcome}".strip())
    elif step.write is not None:
        for each in some:
            _write_one(bringing, name, step, step.write, each)
    row.step, row.position = name, step.place(some[-1])
    row.save()
    done: int = row.counts.get(name, 0)
    return done


def _write_one(bringing: Bringing, name: str, step: Step, write: Write, line: Row) -> None:
    try:
        with transaction.atomic():
            outcome = write(bringing, line)
    except Refusal as refusal:
        bringing.remark(step.called(line), str(refusal))
        bringing.count(f"{name} refused")
    else:
        bringing.count(f"{name} {outcome}".strip())


def counts_to_keep(counts: Mapping[str, int]) -> dict[str, int]:
    """Of counts of before, what came; what was here already or did not come is counted anew."""
    anew = {Outcome.HERE.value, Outcome.LEFT.value, "refused"}
    return {name: count for name, count in counts.items() if not name.endswith(tuple(anew))}


@transaction.atomic
def _end(community_id: int, now: datetime) -> bool:
    row = Community.objects.select_for_update().get(id=community_id)
    if row.state != Community.State.WRITING:
        return False
    row.state, row.ended_at, row.step, row.position = Community.State.DONE, now, "", 0
    row.save()
    return True
