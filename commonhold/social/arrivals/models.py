from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person


class Community(models.Model):
    """A server whose people come along, and how far that has come.

    `step` is what is being written, `position` the number there of the last line that was.
    """

    class State(models.TextChoices):
        WRITING = "writing"
        DONE = "done"
        UNDOING = "undoing"
        UNDONE = "undone"

    id = models.BigAutoField(primary_key=True)
    domain = models.CharField(max_length=253)
    state = models.CharField(max_length=8, choices=State)
    digest = models.CharField(
        max_length=64
    )  # of the copy's files: another copy is gone through from its start
    step = models.CharField(max_length=20, default="", blank=True)
    position = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)  # [what it is about, words]
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "communities"
        constraints = [
            models.UniqueConstraint(
                fields=["domain"], condition=~Q(state="undone"), name="community_comes_once"
            )
        ]


class Arrival(models.Model):
    """Somebody who came along. Until she claims her page nobody signs in as her.

    `source` is her number and `username` her name there; `digest` the SHA-256 of what her link says. Erased,
    the row keeps numbers alone, so that she does not come along again. `later` holds whom she followed,
    blocked and muted on other servers: done when she claims, for until then nothing is asked in her name.
    `suspended_words` are the old server's, `freed_words` of whoever ended that here; `freed_by` is empty
    where the console did.
    """

    id = models.BigAutoField(primary_key=True)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="arrivals")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    source = models.BigIntegerField()
    username = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=254, default="", blank=True)
    is_suspended = models.BooleanField(default=False)
    suspended_at = models.DateTimeField(null=True)  # there; unknown of whose sign-in was disabled
    suspended_words = models.TextField(max_length=2000, default="", db_default="", blank=True)
    later = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, default="", blank=True)
    arrived_at = models.DateTimeField()
    invited_at = models.DateTimeField(null=True)  # the first time
    link_until = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    freed_at = models.DateTimeField(null=True)  # of her suspension there
    freed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    freed_words = models.TextField(max_length=2000, default="", db_default="", blank=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "source"], name="arrived_once"),
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="claim_link_is_hers"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(claimed_at=None, gone_at=None), name="pages_that_wait"),
            models.Index(fields=["address"], condition=~Q(address=""), name="arrivals_by_address"),
        ]
