from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.groups.models import Group
from commonhold.social.people.models import Person


class Event(models.Model):
    """Something that people meet for. `revision` counts changes, as calendars want it."""

    class Audience(models.TextChoices):
        """Who may know of it."""

        PUBLIC = "public"
        MEMBERS = "members"  # of the co-op
        GROUP = "group"  # whoever may read its group

    id = models.BigAutoField(primary_key=True)
    host = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    audience = models.CharField(max_length=7, choices=Audience)
    title = models.CharField(max_length=120)
    text = models.TextField(default="", blank=True)  # Markdown
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    time_zone = models.CharField(max_length=64)  # where its clock hangs; IANA
    place = models.CharField(max_length=200, default="", blank=True)
    link = models.URLField(max_length=500, default="", blank=True)
    capacity = models.PositiveIntegerField(null=True)
    planned_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(audience="group", group__isnull=False) | ~Q(audience="group") & Q(group=None),
                name="group_event_has_its_group",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="event_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="events_by_start")]


class EventAnswer(models.Model):
    """Whether somebody comes."""

    class Answer(models.TextChoices):
        YES = "yes"
        MAYBE = "maybe"
        NO = "no"

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=5, choices=Answer)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="event_answered_once")]


class CalendarKey(models.Model):
    """Whoever has the key reads the calendar of its person, without signing in."""

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=43, unique=True)
    made_at = models.DateTimeField()
