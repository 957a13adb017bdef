from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.apps.models import Token
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


class ReadMark(models.Model):
    """Up to which notification somebody has read, as far as she or an app of hers said so."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    up_to = models.BigIntegerField()  # a notification's id
    version = models.PositiveIntegerField(default=1)  # how often it moved on
    at = models.DateTimeField()


class Device(models.Model):
    """What a person lets ring: a browser, or an app by its token. Only it can read what it is sent.

    A browser may ring for both profiles of one human: then each has a row with the same endpoint and keys.

    An app says for which of Mastodon's types it rings (`alerts`, with blanks between), and by whom. It goes
    with its token. The token itself is kept only here, sealed with a key that is not in the database: apps
    with several accounts tell from it whom a push is for.
    """

    class Whose(models.TextChoices):
        """Whose doing an app rings for."""

        ALL = "all"
        FOLLOWED = "followed"  # people whom she follows
        FOLLOWER = "follower"  # people who follow her
        NONE = "none"

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    endpoint = models.CharField(max_length=1000)  # where its push service listens
    public_key = models.CharField(max_length=120)
    secret = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    shows_private = models.BooleanField(default=False)  # also words that are not for everybody
    since = models.DateTimeField()
    token = models.OneToOneField(Token, on_delete=models.CASCADE, null=True, related_name="+")
    sealed_token = models.TextField(default="", blank=True)
    alerts = models.CharField(max_length=200, default="", blank=True)
    whose = models.CharField(max_length=8, choices=Whose, default=Whose.ALL)
    is_standard = models.BooleanField(default=True)  # RFC 8291, or else the draft that old apps read

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "person"], condition=Q(token=None), name="browser_rings_once_for_each"
            )
        ]


class DigestWish(models.Model):
    """How often a person wants a mail with what she has not read."""

    class Rhythm(models.TextChoices):
        NEVER = "never"
        DAILY = "daily"
        WEEKLY = "weekly"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    rhythm = models.CharField(max_length=6, choices=Rhythm)
    since = models.DateTimeField()
    mailed_up_to = models.BigIntegerField(default=0)  # a notification's id


class Sending(models.Model):
    """Something that has to go out: a notification to a device, or a digest. Gone out, its row goes too."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # A notification that is taken back before it went out takes its sendings along.
    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, null=True, related_name="+")
    device = models.ForeignKey(Device, on_delete=models.CASCADE, null=True, related_name="+")
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(notification=None, device=None)
                | Q(notification__isnull=False, device__isnull=False),
                name="sending_is_a_push_or_a_digest",
            )
        ]
        indexes = [models.Index(fields=["due_at"], name="sendings_waiting")]
