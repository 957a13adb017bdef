from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commonhold.civic.roadmap.vocabulary import State
from commonhold.social.people.models import Person


class Idea(models.Model):
    """What a member would like to have. Where it stands is its latest step."""

    id = models.BigAutoField(primary_key=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    text = models.TextField(default="", blank=True)  # Markdown
    at = models.DateTimeField()


class IdeaStep(models.Model):
    """An idea's arrival in a state, with who brought it there and why; what shipped has its link."""

    id = models.BigAutoField(primary_key=True)
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=State)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=1000, default="", blank=True)
    link = models.URLField(max_length=500, default="", blank=True)


class Merge(models.Model):
    """That one idea is the same as another, which leads on: until it is undone."""

    id = models.BigAutoField(primary_key=True)
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["idea"], condition=Q(undone_at=None), name="idea_merged_into_one"
            ),
            models.CheckConstraint(condition=~Q(idea=F("into")), name="idea_merged_into_another"),
        ]


class Support(models.Model):
    """Somebody supports an idea. `counts_for` is where its support moved with merges."""

    id = models.BigAutoField(primary_key=True)
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="+")
    counts_for = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="supports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "person"], name="idea_supported_once")]


class Estimate(models.Model):
    """What an idea may cost, by somebody with a mandate; the latest holds."""

    id = models.BigAutoField(primary_key=True)
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="estimates")
    cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)  # ISO 4217
    note = models.CharField(max_length=1000, default="", blank=True)
    line = models.CharField(max_length=40, default="", blank=True)  # the code of a budget line; empty: none
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(cents__gte=0), name="idea_cost_is_not_negative")]


class Ranking(models.Model):
    """What a vote put first for a period, written as its first month; a later vote replaces it."""

    id = models.BigAutoField(primary_key=True)
    period = models.CharField(max_length=7)  # "2026-10"
    reference = models.CharField(max_length=80)
    at = models.DateTimeField()


class Priority(models.Model):
    """An idea's place in a ranking, 1 first."""

    id = models.BigAutoField(primary_key=True)
    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="priorities")
    rank = models.PositiveSmallIntegerField()
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ranking", "rank"], name="one_idea_a_rank"),
            models.UniqueConstraint(fields=["ranking", "idea"], name="one_rank_an_idea"),
        ]
