from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.media.models import Medium
from commonhold.social.people.models import Person
from commonhold.social.previews.models import Preview
from commonhold.social.tags.models import Tag


class Audience(models.TextChoices):
    """Whom a post is for. `posts/visibility.py` says what each means."""

    PUBLIC = "public"
    UNLISTED = "unlisted"  # public, but in no public list
    FOLLOWERS = "followers"
    MEMBERS = "members"  # never leaves this server
    DIRECT = "direct"


class Post(models.Model):
    """What somebody said. Removed, it is a tombstone: its place in the conversation, without its words."""

    id = models.BigAutoField(primary_key=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    audience = models.CharField(max_length=10, choices=Audience)
    # Whose followers "followers" means: the author's, or in answers those of whoever began the conversation.
    circle_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    in_reply_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    conversation = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+")  # its first post
    preview = models.ForeignKey(Preview, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    html = models.TextField()
    warning = models.CharField(max_length=200, default="", blank=True)
    language = models.CharField(max_length=35, default="", blank=True)  # BCP 47
    published_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(text="", html="", warning=""),
                name="removed_post_has_no_words",
            ),
            models.CheckConstraint(
                condition=Q(in_reply_to=None, conversation=models.F("id")) | Q(in_reply_to__isnull=False),
                name="first_post_is_its_own_conversation",
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-id"], name="posts_by_author"),
            models.Index(
                fields=["-id"],
                condition=Q(audience=Audience.PUBLIC, in_reply_to=None, removed_at=None),
                name="posts_latest_public",
            ),
        ]


class Mention(models.Model):
    """A post is addressed to somebody: it names her, or answers her."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="mentioned_once")]


class Tagging(models.Model):
    """A post bears a tag."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="taggings")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "post"], name="tagged_once")]


class Edition(models.Model):
    """What a post said until it was edited."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="editions")
    text = models.TextField()
    html = models.TextField()
    warning = models.CharField(max_length=200, default="", blank=True)
    replaced_at = models.DateTimeField()


class Thanks(models.Model):
    """Somebody thanked a post's author for it. Who did is between the two of them; how many is public."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="thanks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "thanks"
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="thanked_once")]


class Favourite(models.Model):
    """Somebody liked a post."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="favourites")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="favourite_once")]


class Attachment(models.Model):
    """A medium belongs to a post; `position` counts from 0."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="attachments")
    medium = models.OneToOneField(Medium, on_delete=models.PROTECT, related_name="attachment")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "position"], name="attachment_has_its_place")]
