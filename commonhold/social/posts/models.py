from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.conversations.models import Conversation
from commonhold.social.groups.models import Group
from commonhold.social.lists.models import List
from commonhold.social.media.models import Medium
from commonhold.social.people.models import Person
from commonhold.social.polls.models import Poll
from commonhold.social.previews.models import Preview
from commonhold.social.tags.models import Tag


class Audience(models.TextChoices):
    """Whom a post is for. `posts/visibility.py` says what each means."""

    PUBLIC = "public"
    UNLISTED = "unlisted"  # public, but in no public list
    FOLLOWERS = "followers"
    MUTUALS = "mutuals"
    LIST = "list"
    GROUP = "group"  # who reads the group
    MEMBERS = "members"  # never leaves this server
    DIRECT = "direct"


class Post(models.Model):
    """What somebody said. Removed, it is a tombstone: its place in the thread, without its words."""

    class Format(models.TextChoices):
        MARKDOWN = "markdown"
        PLAIN = "plain"

    class ReplyControl(models.TextChoices):
        """Who may answer, of those who may read. What a thread's first post says holds for all of it."""

        EVERYONE = "everyone"
        FOLLOWERS = "followers"
        MENTIONED = "mentioned"
        NOBODY = "nobody"

    class QuotePolicy(models.TextChoices):
        """Who may quote it, of those who may read."""

        EVERYONE = "everyone"
        FOLLOWERS = "followers"
        ASK = "ask"
        NOBODY = "nobody"

    id = models.BigAutoField(primary_key=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    audience = models.CharField(max_length=10, choices=Audience)
    # Whose followers or mutuals are meant: the author's, or in answers those of whoever began the thread.
    circle_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    list = models.ForeignKey(List, on_delete=models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.ForeignKey(Conversation, on_delete=models.PROTECT, null=True, related_name="+")
    in_reply_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    thread = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+")  # its first post
    quoted = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="quotes")
    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, null=True, related_name="post")
    format = models.CharField(max_length=8, choices=Format, default=Format.MARKDOWN)
    preview = models.ForeignKey(Preview, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    html = models.TextField()
    warning = models.CharField(max_length=200, default="", blank=True)
    is_sensitive = models.BooleanField(default=False)  # its media are covered until asked for
    language = models.CharField(max_length=35, default="", blank=True)  # BCP 47
    reply_control = models.CharField(max_length=9, choices=ReplyControl, default=ReplyControl.EVERYONE)
    approves_replies = models.BooleanField(default=False)
    quote_policy = models.CharField(max_length=9, choices=QuotePolicy, default=QuotePolicy.EVERYONE)
    # Who must let this answer be seen; until then only its author and she see it.
    waits_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # What another server called it; such a post was told to nobody and is sent to no other server.
    imported_as = models.CharField(max_length=500, default="", blank=True)
    published_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "imported_as"], condition=~Q(imported_as=""), name="post_imported_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(text="", html="", warning=""),
                name="removed_post_has_no_words",
            ),
            models.CheckConstraint(
                condition=Q(in_reply_to=None, thread=models.F("id")) | Q(in_reply_to__isnull=False),
                name="first_post_is_its_own_thread",
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.DIRECT, channel__isnull=False)
                | ~Q(audience=Audience.DIRECT) & Q(channel=None),
                name="direct_post_has_its_channel",
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.GROUP, group__isnull=False)
                | ~Q(audience=Audience.GROUP) & Q(group=None),
                name="post_in_a_group_has_its_group",
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-id"], name="posts_by_author"),
            models.Index(
                fields=["-id"],
                condition=Q(audience=Audience.PUBLIC, in_reply_to=None, removed_at=None),
                name="posts_latest_public",
            ),
            models.Index(fields=["group", "-id"], condition=Q(group__isnull=False), name="posts_of_a_group"),
            # How much somebody said to all stands beside her name, wherever that is shown.
            models.Index(
                fields=["author", "audience"],
                condition=Q(removed_at=None, waits_for=None),
                name="posts_that_stand",
            ),
            # Nearly all posts quote nothing; in the key's own index that misleads SQLite.
            models.Index(fields=["quoted"], condition=Q(quoted__isnull=False), name="posts_that_quote"),
        ]


class PublishedOnce(models.Model):
    """The key under which a program published a post: it may not know that it did, and try again."""

    id = models.BigAutoField(primary_key=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="published_once_by_key")]
        indexes = [models.Index(fields=["at"], name="keys_by_age")]


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
    format = models.CharField(max_length=8, choices=Post.Format, default=Post.Format.MARKDOWN)
    replaced_at = models.DateTimeField()


class QuoteConsent(models.Model):
    """Whether the quoted author lets `post` show hers: her latest word, and since when."""

    class State(models.TextChoices):
        ASKED = "asked"
        GIVEN = "given"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    id = models.BigAutoField(primary_key=True)
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="consent")
    state = models.CharField(max_length=9, choices=State)
    since = models.DateTimeField()
    asked_as = models.CharField(max_length=500, default="", blank=True)  # by another server's request
    stamp = models.CharField(max_length=500, default="", blank=True)  # where another server says it holds


class Grace(models.Model):
    """A removed post may come back until `until`: then what it said, `said`, is erased with its row."""

    post = models.OneToOneField(Post, on_delete=models.PROTECT, primary_key=True, related_name="grace")
    said = models.JSONField()
    until = models.DateTimeField()


class Draft(models.Model):
    """What somebody is writing, or wants published when `due`. `said` holds publish_post's arguments."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said = models.JSONField()
    saved_at = models.DateTimeField()
    due = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, default="", blank=True)  # why it could not be published
    pin = models.BigIntegerField(null=True)  # what kept the post that it is written anew from on top

    class Meta:
        indexes = [models.Index(fields=["person", "-saved_at"], name="drafts_of_person")]


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


class Boost(models.Model):
    """Somebody passed a post on to those who follow her."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="boosts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="boosted_once")]
        indexes = [models.Index(fields=["person", "-id"], name="boosts_by_person")]


class Afterwards(models.Model):
    """What happened to a post or a boost that was there before, where no other row tells of it: for streams.

    An id says when. Such rows are news for an hour at most; then they go.
    """

    class What(models.TextChoices):
        SEEN_AGAIN = "seen-again"  # its author took the removal back
        LET_IN = "let-in"  # an answer that waited
        UNBOOSTED = "unboosted"  # `person` passed it on by `boost_id`, and does no more

    id = models.BigAutoField(primary_key=True)
    what = models.CharField(max_length=10, choices=What)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    boost_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name_plural = "afterwards"


class Bookmark(models.Model):
    """Somebody kept a post to read again. That she did is hers alone to know."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="bookmarked_once")]
        indexes = [models.Index(fields=["person", "-id"], name="bookmarks_of_person")]


class Attachment(models.Model):
    """A medium belongs to a post; `position` counts from 0."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="attachments")
    medium = models.OneToOneField(Medium, on_delete=models.PROTECT, related_name="attachment")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "position"], name="attachment_has_its_place")]


class ThreadMute(models.Model):
    """Somebody wants to be told no more of a thread."""

    id = models.BigAutoField(primary_key=True)
    thread = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "thread"], name="thread_muted_once")]


class GroupPin(models.Model):
    """A post that a group's moderators keep on top of its page; three at most have a place there."""

    id = models.BigAutoField(primary_key=True)
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="group_pin")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "place"], name="group_pin_has_its_place"),
            models.CheckConstraint(condition=Q(place__lt=3), name="group_pins_are_three_at_most"),
        ]


class ProfilePin(models.Model):
    """A post that its author keeps on top of her page; five at most have a place there."""

    id = models.BigAutoField(primary_key=True)
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="profile_pin")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "place"], name="profile_pin_has_its_place"),
            models.CheckConstraint(condition=Q(place__lt=5), name="profile_pins_are_five_at_most"),
        ]


class Announcement(models.Model):
    """A group's moderators told all of its members of a post."""

    id = models.BigAutoField(primary_key=True)
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="announcement")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()


class GroupRemoval(models.Model):
    """A moderator took a post out of a group, and said why."""

    id = models.BigAutoField(primary_key=True)
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="group_removal")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    removed_at = models.DateTimeField()


class Habits(models.Model):
    """How `person` writes unless she says otherwise. Without a row: for everybody to read and to answer."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    is_sensitive = models.BooleanField(default=False)
    language = models.CharField(max_length=35, default="", blank=True)
    quote_policy = models.CharField(max_length=9, choices=Post.QuotePolicy, default=Post.QuotePolicy.EVERYONE)
    reply_control = models.CharField(
        max_length=9, choices=Post.ReplyControl, default=Post.ReplyControl.EVERYONE
    )
    approves_replies = models.BooleanField(default=False)
    since = models.DateTimeField()


class PostElsewhere(models.Model):
    """What another server calls a post of one of its people, and where people read it there."""

    post = models.OneToOneField(Post, on_delete=models.PROTECT, primary_key=True, related_name="elsewhere")
    uri = models.CharField(max_length=500, unique=True)
    url = models.CharField(max_length=500, default="", blank=True)
    replies = models.CharField(max_length=500, default="", blank=True)  # the collection of its answers
    fetched_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "posts elsewhere"
        indexes = [models.Index(fields=["url"], name="posts_elsewhere_by_page")]


# What measures do to posts refers to these, and Django looks for tables here.
import commonhold.social.posts.measured.models  # noqa: E402, F401 - for its table alone, once these are there
