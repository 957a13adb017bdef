from __future__ import annotations

from django.db import models

from commonhold.social.people.models import Person
from commonhold.social.posts.models import Post


class Rating(models.Model):
    """Whether a rater finds a post worth others' time: said by herself, or when she was asked."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_worthwhile = models.BooleanField()
    was_asked = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "person", "was_asked"], name="post_rated_once"),
        ]
        indexes = [models.Index(fields=["person"], name="ratings_of_a_rater")]


class Question(models.Model):
    """A rater, drawn by lot, is asked whether a post is worth others' time. Answered, it is a rating."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)  # she did not want to answer

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="asked_about_once")]
        indexes = [models.Index(fields=["person"], name="questions_to_a_rater")]


class Axis(models.Model):
    """The line along which ratings parted people most, as it was learnt at a time, from so many raters."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    people = models.PositiveIntegerField(null=True)  # None until all who stand on it are written down

    class Meta:
        verbose_name_plural = "axes"


class Stand(models.Model):
    """On which side of an axis a rater stands, -1 or 1. Nobody is ever shown it, she neither."""

    id = models.BigAutoField(primary_key=True)
    axis = models.ForeignKey(Axis, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    side = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["axis", "person"], name="stands_once_on_an_axis")]


class Score(models.Model):
    """How far a post bridges, from 0 to 1,000, by an axis that was learnt before it was written."""

    post = models.OneToOneField(Post, on_delete=models.PROTECT, primary_key=True, related_name="+")
    score = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
