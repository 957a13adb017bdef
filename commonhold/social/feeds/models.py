from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person


class ReadUpTo(models.Model):
    """How far somebody has read her home feed: the place of the newest entry that she saw."""

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    place = models.BigIntegerField()
    version = models.PositiveIntegerField(default=1)  # how often it moved on
    at = models.DateTimeField()


class FeedDocument(models.Model):
    """A feed's document, canonical JSON, under its SHA-256 (hex). It is never changed."""

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()
    added_at = models.DateTimeField()


class Feed(models.Model):
    """An order that somebody made: hers alone, until she publishes it.

    Published, it names her; `document` is what it says now. Others who chose it have chosen the document.
    """

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    words = models.CharField(max_length=300, default="", blank=True)
    document = models.ForeignKey(FeedDocument, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-published_at"], condition=Q(published_at__isnull=False), name="feeds_published"
            )
        ]


class FeedChoice(models.Model):
    """How somebody reads her home feed. Without a row: as the community does."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    # None: newest first, whatever the community adopted.
    document = models.ForeignKey(FeedDocument, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()


class Ranking(models.Model):
    """The order in which somebody's home feed stands until it is made anew, with all that led to it.

    `rows` and `order` are JSON: lists of whole numbers, and post ids as numbers.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    document = models.ForeignKey(FeedDocument, on_delete=models.PROTECT, related_name="+")
    rows = models.TextField()
    order = models.TextField()
    at = models.DateTimeField()


class NotRecommended(models.Model):
    """Somebody's posts come up only in feeds of those who follow her, or share a group or a tag with her."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    since = models.DateTimeField()


class ReadsAsEver(models.Model):
    """What measures lower is not lowered in this reader's own feed, for she said so."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        verbose_name_plural = "read as ever"


class Week(models.Model):
    """What ordered feeds put on their readers' first places in a week: thousandths, or nothing where few."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    readers = models.PositiveIntegerField(null=True)
    authors = models.PositiveIntegerField(null=True)
    busiest_tenth = models.PositiveSmallIntegerField(null=True)
    bridging = models.PositiveSmallIntegerField(null=True)
    newcomers = models.PositiveSmallIntegerField(null=True)
    strangers = models.PositiveSmallIntegerField(null=True)
