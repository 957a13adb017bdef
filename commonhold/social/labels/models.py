from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.groups.models import Group
from commonhold.social.people.models import Person


class Labeler(models.Model):
    """Whoever publishes labels: a person, a group, the co-op with its measures, or a labeler of a peer.

    `domain` and `number` name one of a peer: its server, and its id there. What a peer's labeler says holds
    until `good_until`, which each reading of its list puts off.
    """

    class Kind(models.TextChoices):
        PERSON = "person"
        GROUP = "group"
        CO_OP = "co-op"
        PEER = "peer"

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=6, choices=Kind)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    domain = models.CharField(max_length=253, default="", blank=True)
    number = models.CharField(max_length=20, default="", blank=True)
    title = models.CharField(max_length=80)
    words = models.CharField(
        max_length=500, default="", blank=True
    )  # what it labels, and how it goes about it
    values = models.JSONField(default=list)  # as `shape.Value` says; one that was used stays
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    good_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at=None), name="one_open_labeler_of_a_person"
            ),
            models.UniqueConstraint(
                fields=["group"], condition=Q(closed_at=None), name="one_open_labeler_of_a_group"
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind="co-op"), name="one_labeler_of_the_co_op"
            ),
            models.UniqueConstraint(
                fields=["domain", "number"], condition=Q(kind="peer"), name="labeler_of_a_peer_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="person", person__isnull=False, group=None)
                | Q(kind="group", person=None, group__isnull=False)
                | Q(kind__in=["co-op", "peer"], person=None, group=None),
                name="labeler_is_somebody",
            ),
        ]


class Label(models.Model):
    """One word of a labeler about one thing, from `at` until it ends. An ended one keeps its row.

    `about` names the thing, as `shape.Subject` does. `address` is what a peer's list calls it; `about` is
    empty while nothing here is known under that.
    """

    class End(models.TextChoices):
        TIME = "time"  # it was put anew after its time
        WITHDRAWN = "withdrawn"
        UNANSWERED = "unanswered"  # it was disputed, and nobody answered
        OVERRULED = "overruled"  # a case about it took it off
        MEASURE = "measure"  # the measure that it is ended
        GONE = "gone"  # its labeler, or what it was about, is not here any more

    id = models.BigAutoField(primary_key=True)
    labeler = models.ForeignKey(Labeler, on_delete=models.PROTECT, related_name="labels")
    about = models.CharField(max_length=270, blank=True)
    address = models.CharField(max_length=500, default="", blank=True)
    value = models.CharField(max_length=30)
    words = models.CharField(max_length=300, default="", blank=True)  # why, for everybody to read
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)  # None: as long as the measure that it is
    reference = models.CharField(max_length=80, default="", blank=True)  # such as "measure:17"
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=End, default="", blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    end_words = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["labeler", "about", "value"],
                condition=Q(ended_at=None) & ~Q(about="") & Q(reference="") & Q(address=""),
                name="labelled_once_with_a_word",
            ),
            models.CheckConstraint(
                condition=Q(end="", ended_at=None) | (~Q(end="") & Q(ended_at__isnull=False)),
                name="label_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=False) | ~Q(reference=""), name="label_has_an_end_of_its_own"
            ),
        ]
        indexes = [
            models.Index(fields=["about", "labeler"], condition=Q(ended_at=None), name="labels_of_a_thing"),
            models.Index(fields=["labeler", "at"], name="labels_of_a_labeler"),
        ]


class Dispute(models.Model):
    """Whoever a label is about says that it is wrong. Its labeler answers until `due`, or the label ends."""

    class Outcome(models.TextChoices):
        WITHDRAWN = "withdrawn"
        KEPT = "kept"
        UNANSWERED = "unanswered"

    id = models.BigAutoField(primary_key=True)
    label = models.OneToOneField(Label, on_delete=models.PROTECT, related_name="dispute")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=1000)
    at = models.DateTimeField()
    due = models.DateTimeField()
    answer = models.TextField(max_length=1000, default="", blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None) | (~Q(outcome="") & Q(answered_at__isnull=False)),
                name="dispute_has_an_outcome_when_answered",
            )
        ]


class Subscription(models.Model):
    """Somebody reads a labeler. `choices` says what its words do; one that is not there shows."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    labeler = models.ForeignKey(Labeler, on_delete=models.PROTECT, related_name="subscriptions")
    choices = models.JSONField(default=dict)  # value: `shape.Act`
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "labeler"], name="subscribed_once")]
