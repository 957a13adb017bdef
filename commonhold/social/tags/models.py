from __future__ import annotations

from django.db import models

from commonhold.social.people.models import Person


class Tag(models.Model):
    """A word that posts are found by: `name` without #, case folded."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80, unique=True)


class TagFollow(models.Model):
    """Somebody reads what bears a tag."""

    id = models.BigAutoField(primary_key=True)
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="follows")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "tag"], name="tag_followed_once")]


class TagFeature(models.Model):
    """Somebody shows a tag on her profile: what she writes about."""

    id = models.BigAutoField(primary_key=True)
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "tag"], name="tag_featured_once")]
