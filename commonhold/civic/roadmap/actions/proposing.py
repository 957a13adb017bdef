"""Members' own part: an idea, and supporting one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery

from commonhold.civic.roadmap import periods, stages
from commonhold.civic.roadmap.charter import RoadmapCharter
from commonhold.civic.roadmap.models import Idea, IdeaStep, Support
from commonhold.civic.roadmap.refusals import NotWaiting, NotYourIdea, TooManySupported
from commonhold.civic.roadmap.vocabulary import LIVE, State
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter

LONGEST_TITLE, LONGEST_TEXT = 120, 5000


@transaction.atomic
def propose_idea(by: int, *, title: str, text: str = "", now: datetime) -> int:
    """Write an idea down for everybody; return its id. Raises MembersAlone or LengthNotAllowed."""
    stages.must_be_member(by)
    idea = Idea(id=ids.new_id(now), author_id=by, at=now)
    _write(idea, title, text)
    idea.save(force_insert=True)
    stages.arrive(idea.id, State.OPEN, by=by, now=now)
    return idea.id


@transaction.atomic
def change_idea(by: int, *, idea_id: int, title: str, text: str, now: datetime) -> None:
    """Say it better, while nobody else supports it: they support what they read.

    Raises NoSuchIdea, NotYourIdea, NotWaiting, MembersAlone or LengthNotAllowed.
    """
    stages.must_be_member(by)
    (idea,) = stages.lock(idea_id)
    if idea.author_id != by or Support.objects.filter(counts_for=idea).exclude(person_id=by).exists():
        raise NotYourIdea
    if not stages.waits(idea.id):
        raise NotWaiting
    _write(idea, title, text)
    idea.save(update_fields=["title", "text"])


@transaction.atomic
def support_idea(by: int, *, idea_id: int, now: datetime) -> None:
    """Support an idea; again changes nothing.

    Raises MembersAlone, NoSuchIdea, NotWaiting or TooManySupported.
    """
    stages.must_be_member(by)
    (idea,) = stages.lock(idea_id)
    if not stages.waits(idea.id):
        raise NotWaiting
    mine = supported_by(by)
    if idea.id in mine:
        return
    most = charter.current().read(RoadmapCharter).supports_each
    if len(mine) >= most:
        raise TooManySupported(most)
    Support.objects.create(id=ids.new_id(now), idea=idea, counts_for=idea, person_id=by, since=now)
    periods.await_next(now)


@transaction.atomic
def withdraw_support(by: int, *, idea_id: int, now: datetime) -> None:
    """Support it no more, and none that was merged into it; harmless when one does not.

    Raises MembersAlone or NoSuchIdea.
    """
    stages.must_be_member(by)
    stages.lock(idea_id)
    Support.objects.filter(counts_for_id=idea_id, person_id=by).delete()


def supported_by(person_id: int) -> set[int]:
    """The ideas that somebody supports and that still wait for something."""
    latest = IdeaStep.objects.filter(idea=OuterRef("counts_for")).order_by("-id").values("state")[:1]
    rows = Support.objects.filter(person_id=person_id).annotate(state=Subquery(latest)).filter(state__in=LIVE)
    return set(rows.values_list("counts_for_id", flat=True))


def _write(idea: Idea, title: str, text: str) -> None:
    idea.title = stages.fitting("title", " ".join(title.split()), shortest=3, longest=LONGEST_TITLE)
    idea.text = stages.fitting("text", text, longest=LONGEST_TEXT)
