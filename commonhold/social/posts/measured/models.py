from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person
from commonhold.social.posts.models import Post


class Restriction(models.Model):
    """What a measure does to a post, for as long as it holds. Civic actions write it, calling down.

    A withheld post waits for the co-op's account, as answers wait for who approves them: so every rule of
    visibility hides it from all but its author. `waited_for` is for whom it waited before.
    """

    class Kind(models.TextChoices):
        WITHHELD = "withheld"
        LABELLED = "labelled"  # `words` stand above it
        COVERED = "covered"  # its media are covered until asked for
        DEPRIORITISED = "deprioritised"  # feeds that rank put it lower
        NOT_RECOMMENDED = "not-recommended"  # no list that the house makes up bears it

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="restrictions")
    kind = models.CharField(max_length=16, choices=Kind)
    words = models.CharField(max_length=200, default="", blank=True)
    waited_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reference = models.CharField(max_length=80)  # "measure:ID"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "kind"], condition=Q(until=None), name="post_restricted_once"
            )
        ]
