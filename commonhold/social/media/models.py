from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person


class Medium(models.Model):
    """A picture, a sound or a film that somebody brought. Until it is ready nobody else sees it.

    Its files lie in the store under its `secret`. Gone, it is a tombstone without them.
    """

    class Kind(models.TextChoices):
        IMAGE = "image"
        VIDEO = "video"
        AUDIO = "audio"

    class State(models.TextChoices):
        ELSEWHERE = "elsewhere"  # of another server, and not here, or not any more
        WAITING = "waiting"  # received, not yet made safe
        READY = "ready"
        REFUSED = "refused"  # it could not be read after all; its bytes are gone
        GONE = "gone"  # discarded by its owner, or left lying for a day

    class Purpose(models.TextChoices):
        POST = "post"
        AVATAR = "avatar"
        HEADER = "header"
        EMOJI = "emoji"
        AD = "ad"
        OFFER = "offer"

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=6, choices=Purpose, default=Purpose.POST)
    kind = models.CharField(max_length=5, choices=Kind)
    state = models.CharField(max_length=9, choices=State)
    trouble = models.CharField(max_length=20, default="", blank=True)  # why it was refused, in a word
    secret = models.CharField(max_length=43, unique=True)  # what makes its address unguessable
    alt = models.CharField(max_length=1500, default="", blank=True)
    # Where the eye should rest when it is cropped: thousandths from the middle, right and up.
    focus_x = models.SmallIntegerField(default=0)
    focus_y = models.SmallIntegerField(default=0)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    is_animated = models.BooleanField(default=False)
    blurhash = models.CharField(max_length=120, default="", blank=True)
    mime = models.CharField(max_length=80, default="", blank=True)
    byte_count = models.PositiveBigIntegerField(default=0)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)  # when it became ready or was refused
    idle_since = models.DateTimeField(null=True)  # null while a post, a draft or a person uses it
    gone_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)  # when the files of a tombstone were deleted

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(focus_x__range=(-1000, 1000), focus_y__range=(-1000, 1000)),
                name="focus_lies_in_the_picture",
            ),
            models.CheckConstraint(
                condition=Q(state="gone", gone_at__isnull=False, alt="", blurhash="")
                | ~Q(state="gone") & Q(gone_at=None),
                name="gone_medium_says_nothing",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="media_waiting"),
            models.Index(fields=["idle_since"], condition=Q(idle_since__isnull=False), name="media_idle"),
            models.Index(
                fields=["id"], condition=Q(state="gone", emptied_at=None), name="media_to_be_emptied"
            ),
            models.Index(fields=["owner", "-id"], name="media_of_person"),
        ]


class MediumElsewhere(models.Model):
    """Where a medium of another server is fetched. It stays here for a while after somebody looked at it."""

    medium = models.OneToOneField(
        Medium, on_delete=models.PROTECT, primary_key=True, related_name="elsewhere"
    )
    source = models.CharField(max_length=1000)
    due_at = models.DateTimeField(null=True)  # when it is to be fetched; null while nobody wants it
    tries = models.PositiveSmallIntegerField(default=0)  # that failed in a row
    seen_at = models.DateTimeField(null=True)  # when somebody last looked at it, to the hour

    class Meta:
        verbose_name_plural = "media elsewhere"
        indexes = [
            models.Index(fields=["source"], name="media_by_source"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="media_to_fetch"),
            models.Index(fields=["seen_at"], condition=Q(seen_at__isnull=False), name="media_by_last_look"),
        ]
