from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person


class Report(models.Model):
    """Somebody reports something, with a copy of what she saw; then, what was answered, by whom and why."""

    class Kind(models.TextChoices):
        POST = "post"
        MESSAGE = "message"
        PERSON = "person"
        GROUP = "group"
        EVENT = "event"
        EMOJI = "emoji"
        PICTURE = "picture"
        REMARK = "remark"
        STATEMENT = "statement"

    class Outcome(models.TextChoices):
        DISMISSED = "dismissed"
        KEPT = "kept"  # for a case

    id = models.BigAutoField(primary_key=True)
    reporter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    about = models.CharField(max_length=40)  # "lantern" of an emoji, else the id
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # whose it is
    rule = models.CharField(max_length=300)  # in the words of that day's charter; empty for another reason
    words = models.TextField(max_length=2000, blank=True)
    copy = models.JSONField()  # see `copies.Copy`
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "kind", "about"],
                condition=Q(answered_at=None),
                name="reported_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None, answered_by=None)
                | (~Q(outcome="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="report_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(person=None) | ~Q(person=models.F("reporter")),
                name="report_is_of_someone_else",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(answered_at=None), name="reports_that_wait"),
            models.Index(fields=["reporter", "at"], name="reports_of_a_day"),
        ]
