from __future__ import annotations

from django.db import models

from commonhold.civic.rights.vocabulary import LONGEST_WORDS, Matter, Why
from commonhold.social.people.models import Login, Person


class Look(models.Model):
    """Somebody with a mandate looks at private data, for a reason, until a time. Never changed nor deleted.

    `key` says which of the matter's rows: an id as text, or nothing for all of it. From `told_from` on those
    whom it is about read of it.
    """

    id = models.BigAutoField(primary_key=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=12, choices=Matter)
    key = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=8, choices=Why)
    at = models.DateTimeField()
    until = models.DateTimeField()
    told_from = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["by", "matter", "key", "until"], name="looks_that_hold"),
            models.Index(fields=["matter", "id"], name="looks_at_a_matter"),
        ]


class LookWords(models.Model):
    """The reason in her own words, beside the row that stays: it may name people, so it can be erased."""

    look = models.OneToOneField(Look, on_delete=models.PROTECT, primary_key=True, related_name="words")
    text = models.CharField(max_length=LONGEST_WORDS)


class LookTold(models.Model):
    """Those whom a look is about have been told of it."""

    look = models.OneToOneField(Look, on_delete=models.PROTECT, primary_key=True, related_name="told")
    at = models.DateTimeField()


class LookedAt(models.Model):
    """Whose data was looked at. Never changed nor deleted; who has left is nameless."""

    id = models.BigAutoField(primary_key=True)
    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["look", "person"], name="looked_at_once")]
        indexes = [models.Index(fields=["person", "look"], name="looks_at_a_person")]


class SignIn(models.Model):
    """Somebody signed in with a browser. No network address is kept; the row goes after the charter's days.

    `device` is in words, such as "Firefox on Linux"; `mark` the SHA-256 of what that browser remembers, so
    that it is known again; `way` one of "password", "passkey", "code", "recovery-code" or "key".
    """

    id = models.BigAutoField(primary_key=True)
    login = models.ForeignKey(Login, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40)
    device = models.CharField(max_length=80)
    mark = models.CharField(max_length=64)
    way = models.CharField(max_length=16)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["login", "mark"], name="sign_ins_of_a_browser")]


class Recovery(models.Model):
    """Somebody lost every way into her account and asks the membership panel. `how`: how she can be reached.

    `waits_until` is when the account is given back unless its owner says no; `key_digest` the SHA-256 of what
    her one link bears.
    """

    class End(models.TextChoices):
        GIVEN_BACK = "given-back"
        STOPPED = "stopped"  # by whoever still had the account
        REFUSED = "refused"  # by the panel
        LAPSED = "lapsed"  # its link was not used in time

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField()
    how = models.CharField(max_length=LONGEST_WORDS)
    asked_at = models.DateTimeField()
    waits_until = models.DateTimeField(null=True)
    key_digest = models.CharField(max_length=64, blank=True, db_index=True)
    key_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, choices=End, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_at=None), name="recovery_is_asked_for_once"
            )
        ]


class RecoveryStep(models.Model):
    """A step of a recovery, who took it, and her words. `kind` is one of "asked", "vouched", "waits",
    "link-sent" and the ends.
    """

    id = models.BigAutoField(primary_key=True)
    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recovery", "by"], condition=models.Q(kind="vouched"), name="recovery_is_vouched_once"
            )
        ]
