from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonhold.social.people.models import Person


class Task(models.TextChoices):
    """What a server hangs on. Whoever holds it can reach it alone, and hand it on."""

    DOMAIN = "domain", _("The domain name")
    HOST = "host", _("The machine")
    BANK = "bank", _("The bank account")
    KEYS = "keys", _("The keys of backups")


class Holding(models.Model):
    """A member who holds one of these, `since` when, by which decision, and when she last said so herself."""

    id = models.BigAutoField(primary_key=True)
    task = models.CharField(max_length=8, choices=Task)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    because = models.CharField(max_length=80)  # what decided it, such as "proposal:45"
    confirmed_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=80, default="", blank=True)  # a decision, "herself" or "left"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "person"], condition=Q(until=None), name="holds_a_task_once"
            ),
            models.CheckConstraint(condition=Q(task__in=Task.values), name="task_is_known"),
        ]
