from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person
from commonhold.social.posts.models import Post


class Lookup(models.Model):
    """Something of another server that somebody here wants to see. The door for other servers looks it up.

    `sought` is an address as people write it (`eve@elsewhere.example`) or a whole one of the web.
    """

    class What(models.TextChoices):
        ANY = "any"  # whoever or whatever has this address
        THREAD = "thread"  # what was answered to a post, and what it answers
        OUTBOX = "outbox"  # what somebody said of late, and what she keeps on top
        SERVER = "server"  # by which software a server runs

    id = models.BigAutoField(primary_key=True)
    what = models.CharField(max_length=6, choices=What)
    sought = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # who it was
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")  # or what
    trouble = models.CharField(max_length=300, default="", blank=True)  # why nothing was found
    # How often the answer broke us, and until when it is left alone since.
    tries = models.PositiveSmallIntegerField(default=0)
    again_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["what", "sought"], condition=Q(done_at=None), name="looked_up_once_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(done_at=None), name="lookups_that_wait"),
            models.Index(fields=["what", "sought", "-done_at"], name="lookups_by_what"),
        ]
