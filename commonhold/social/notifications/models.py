from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person
from commonhold.social.posts.models import Post


class Notification(models.Model):
    """Something that a person is told, once.

    `kind` is an open vocabulary, see `kinds.py`. `subject` is what it is about where that is no post, such
    as "proposal:ID"; `words` are its title.
    """

    class Box(models.TextChoices):
        """Where it lies. What she does not want to read here may still go to her devices or her mail."""

        INBOX = "inbox"
        REQUESTS = "requests"  # from strangers whom she keeps apart
        ASIDE = "aside"  # on no page

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=40)
    box = models.CharField(max_length=8, choices=Box, default=Box.INBOX)
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=80, default="", blank=True)
    words = models.CharField(max_length=200, default="", blank=True)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "subject", "actor"],
                condition=Q(actor__isnull=False),
                name="told_once_of_an_actor",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "subject"], condition=Q(actor=None), name="told_once_of_a_subject"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notifications_of_person"),
            models.Index(
                fields=["person"],
                condition=Q(read_at=None, box="inbox"),
                name="notifications_unread",
            ),
        ]


class KindWish(models.Model):
    """By which ways a person wants to be told of a kind. Without a row, what the kind proposes holds."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    here = models.BooleanField()
    push = models.BooleanField()
    mail = models.BooleanField()
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="kind_wish_once")]


class StrangerWish(models.Model):
    """What a person wants to hear of people whom she does not follow, and of accounts that are new."""

    class Answer(models.TextChoices):
        ACCEPT = "accept"
        APART = "apart"  # into the requests

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    strangers = models.CharField(max_length=6, choices=Answer, default=Answer.ACCEPT)
    newcomers = models.CharField(max_length=6, choices=Answer, default=Answer.ACCEPT)
    since = models.DateTimeField()


class Welcome(models.Model):
    """`person` hears of `stranger` whatever her other wishes."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stranger = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "stranger"], name="welcomed_once")]
