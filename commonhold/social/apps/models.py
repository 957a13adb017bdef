from __future__ import annotations

from django.db import models

from commonhold.social.people.models import Person


class App(models.Model):
    """A program that asked to be known here. Anybody may register one; it can do nothing by that alone."""

    id = models.BigAutoField(primary_key=True)
    client_id = models.CharField(max_length=64, unique=True)
    secret_digest = models.CharField(max_length=64)  # SHA-256; the secret itself was told once
    name = models.CharField(max_length=200)
    website = models.CharField(max_length=500, default="", blank=True)
    redirect_uris = models.TextField()  # one a line
    scopes = models.TextField()  # the most that it may ask for
    made_at = models.DateTimeField()


class Code(models.Model):
    """A person said yes; the app changes this for a token once, and soon (RFC 6749 §4.1.2, RFC 7636)."""

    digest = models.CharField(max_length=64, primary_key=True)
    app = models.ForeignKey(App, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    scopes = models.TextField()
    redirect_uri = models.CharField(max_length=2000)
    challenge = models.CharField(max_length=128, default="", blank=True)
    challenge_method = models.CharField(max_length=5, default="", blank=True)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="codes_that_expire")]


class Token(models.Model):
    """Whoever shows it acts for `person`, as far as `scopes` go; without one, for the app alone.

    Only its digest is kept. It holds until it is revoked, and then its row goes.
    """

    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    app = models.ForeignKey(App, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    scopes = models.TextField()
    made_at = models.DateTimeField()
    used_on = models.DateField(null=True)
