from __future__ import annotations

from django.db import models

from commonhold.social.people.models import Person


class Conversation(models.Model):
    """A fixed set of people who write to each other in private. Another set is another conversation.

    `key` is the SHA-256 of their ids in order, so that the same people find the same conversation; once
    somebody left, it is nobody's key any more, so that nobody is put back. `latest` is the id of the last
    message, 0 before the first.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=64, unique=True)
    begun_at = models.DateTimeField()
    latest = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-latest"], name="conversations_latest")]


class Seat(models.Model):
    """Somebody's place in a conversation. `read_up_to` is the id of the last message that she read."""

    class State(models.TextChoices):
        ACCEPTED = "accepted"
        REQUESTED = "requested"  # a stranger wrote; she has not answered yet
        REFUSED = "refused"  # she does not want it; whoever wrote isn't told
        LEFT = "left"

    id = models.BigAutoField(primary_key=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State)
    since = models.DateTimeField()  # of the state
    read_up_to = models.BigIntegerField(default=0)
    hidden_up_to = models.BigIntegerField(default=0)  # deleted for her: messages up to this id
    muted_since = models.DateTimeField(null=True)
    unanswered = models.PositiveSmallIntegerField(default=0)  # her messages since anybody else's

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "person"], name="seated_once")]
        indexes = [models.Index(fields=["person", "conversation"], name="conversations_of_person")]


class HiddenMessage(models.Model):
    """Somebody deleted one message for herself. `message` is its id as a post."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    message = models.BigIntegerField()
    hidden_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "message"], name="message_hidden_once")]


class WriterWish(models.Model):
    """Who may begin to write to a person. Without a row it is everybody."""

    class Writers(models.TextChoices):
        EVERYBODY = "everybody"
        ACQUAINTED = "acquainted"  # who follows her or whom she follows
        NOBODY = "nobody"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    writers = models.CharField(max_length=10, choices=Writers)
    since = models.DateTimeField()
