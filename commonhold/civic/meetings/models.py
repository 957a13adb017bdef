from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.civic.governance.models import Proposal
from commonhold.civic.meetings.vocabulary import Answer, Form, Kind, Report, State
from commonhold.social.people.models import Person


class Meeting(models.Model):
    """Members come together. Where it stands is its latest step; `revision` counts changes, for calendars."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=120)
    text = models.TextField(default="", blank=True)  # Markdown
    form = models.CharField(max_length=10, choices=Form)
    place = models.CharField(max_length=200, default="", blank=True)
    link = models.URLField(max_length=500, default="", blank=True)
    starts_at = models.DateTimeField()
    called_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["starts_at"], name="meetings_by_start")]


class MeetingStep(models.Model):
    """A meeting's arrival in a state, with who brought it there and why."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "state"], name="meeting_state_once")]


class AgendaItem(models.Model):
    """What is talked of, in its place; perhaps about a proposal, or one of the year's reports."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(default="", blank=True)  # Markdown
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="+")
    report = models.CharField(max_length=10, choices=Report, default="", blank=True)
    minutes = models.TextField(default="", blank=True)  # as the chair writes them, until they are published

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "report"], condition=~Q(report=""), name="report_once_a_meeting"
            )
        ]


class MeetingAnswer(models.Model):
    """Whether a member means to come."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=7, choices=Answer)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="meeting_answered_once")]


class Presence(models.Model):
    """That a member was there, as she said herself."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_online = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="present_once")]


class Minutes(models.Model):
    """A version of the minutes in its canonical form, whose SHA-256 stands on the record."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField()
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    because = models.CharField(max_length=500, default="", blank=True)  # what was corrected

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="minutes_have_a_version")]


class ReportSnapshot(models.Model):
    """One of the year's reports as it stood at the notice, in its canonical form."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reports")
    report = models.CharField(max_length=10, choices=Report)
    since = models.DateTimeField()
    until = models.DateTimeField()
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, related_name="+"
    )  # to adopt it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "report"], name="one_snapshot_a_report")]


class Adoption(models.Model):
    """That a vote adopted a report."""

    snapshot = models.OneToOneField(
        ReportSnapshot, on_delete=models.PROTECT, primary_key=True, related_name="adoption"
    )
    reference = models.CharField(max_length=80)
    at = models.DateTimeField()
