from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.civic.governance.models import Proposal
from commonhold.social.people.models import Person


class Remark(models.Model):
    """Something said beside a proposal, or in answer to what another said. Withdrawn, it has no words."""

    id = models.BigAutoField(primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="remarks")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(text=""), name="withdrawn_remark_has_no_words"
            )
        ]
        indexes = [models.Index(fields=["person", "at"], name="remarks_of_a_day")]


class Statement(models.Model):
    """One short thing to agree or disagree with. It bears no name on pages. Withdrawn, it has no words."""

    id = models.BigAutoField(primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="statements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=140, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "text"], condition=Q(withdrawn_at=None), name="statement_said_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(text=""), name="withdrawn_statement_has_no_words"
            ),
        ]


class Opinion(models.Model):
    """What one person thinks of a statement. Nobody else is ever shown it."""

    class Answer(models.IntegerChoices):
        AGREE = 1
        DISAGREE = -1
        PASS = 0

    id = models.BigAutoField(primary_key=True)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="opinions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.SmallIntegerField(choices=Answer)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "person"], name="one_opinion_a_person"),
            models.CheckConstraint(condition=Q(answer__in=[-1, 0, 1]), name="opinion_is_one_of_three"),
        ]


class Amendment(models.Model):
    """Other words and decisions that somebody suggests, and those for which she suggests them."""

    id = models.BigAutoField(primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="amendments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    decisions = models.JSONField()
    because = models.TextField(max_length=1000, blank=True)
    at = models.DateTimeField()
    on_title = models.CharField(max_length=120)
    on_text = models.TextField(blank=True)
    on_decisions = models.JSONField()


class AmendmentAnswer(models.Model):
    """What became of an amendment: there is one at most, and it stands."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"  # by whoever suggested it

    amendment = models.OneToOneField(
        Amendment, on_delete=models.PROTECT, primary_key=True, related_name="answer"
    )
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(max_length=1000, blank=True)
    at = models.DateTimeField()


class AmendmentSupport(models.Model):
    """Somebody wants the meeting to vote on an amendment that the author refused."""

    id = models.BigAutoField(primary_key=True)
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="supports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["amendment", "person"], name="one_support_a_person")]
