from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from commonhold.social.groups.models import Group
from commonhold.social.people.models import Follow, Person


class RemoteActor(models.Model):
    """Under which addresses somebody of another server is reached; her own server says so.

    A group of another server is a person here too, of kind "Group": it is followed, and passes posts on.
    """

    class Kind(models.TextChoices):
        PERSON = "Person"
        SERVICE = "Service"
        GROUP = "Group"
        ORGANIZATION = "Organization"
        APPLICATION = "Application"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="actor")
    uri = models.CharField(max_length=500, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    inbox = models.CharField(max_length=500)
    shared_inbox = models.CharField(max_length=500, default="", blank=True)
    outbox = models.CharField(max_length=500, default="", blank=True)
    followers = models.CharField(max_length=500, default="", blank=True)
    featured = models.CharField(max_length=500, default="", blank=True)
    url = models.CharField(max_length=500, default="", blank=True)  # her page, for people
    also_known_as = models.JSONField(default=list)  # URIs of other actors that are the same human
    moved_to = models.CharField(max_length=500, default="", blank=True)
    emoji = models.JSONField(default=dict, blank=True)  # in her name and her words: shortcode to our address
    fetched_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)  # her server says that she is no more, or her inbox is
    # Since when it does not find her, and on how many days it was asked since.
    missing_since = models.DateTimeField(null=True)
    misses = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["inbox"], name="actors_by_inbox"),
            models.Index(fields=["followers"], name="actors_by_followers"),
            models.Index(fields=["url"], name="actors_by_page"),
        ]


class RemoteKey(models.Model):
    """A public key of somebody elsewhere; `key_id` is what signatures call it, `pem` SubjectPublicKeyInfo."""

    id = models.BigAutoField(primary_key=True)
    actor = models.ForeignKey(RemoteActor, on_delete=models.PROTECT, related_name="keys")
    key_id = models.CharField(max_length=500, unique=True)
    pem = models.TextField()
    fetched_at = models.DateTimeField()


class OwnKey(models.Model):
    """With what we sign for a person or a group of ours; for the server itself where it is neither's.

    The private half lies in the folder of keys, under this row's id. Made when it is first needed.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.OneToOneField(Group, on_delete=models.PROTECT, null=True, related_name="+")
    public_pem = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(person=None) | Q(group=None), name="own_key_is_of_one"),
            models.UniqueConstraint(
                models.Value(1), condition=Q(person=None, group=None), name="one_key_is_the_servers"
            ),
        ]


class RemoteFollow(models.Model):
    """What another server called a follow, so that our answer can name it: also one that ends it, therefore
    it stays until that was written.
    """

    follow = models.OneToOneField(
        Follow, on_delete=models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    uri = models.CharField(max_length=500)


class GroupFollower(models.Model):
    """Somebody of another server reads one of our groups: what is said there is passed on to her."""

    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uri = models.CharField(max_length=500)  # of her Follow
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="group_followed_once")]


class Alias(models.Model):
    """`person` says that she is also whoever has this address elsewhere: so that she can move from there."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uri = models.CharField(max_length=500)
    called = models.CharField(max_length=300)  # as she typed it, such as eve@elsewhere.example
    since = models.DateTimeField()

    class Meta:
        verbose_name_plural = "aliases"
        constraints = [models.UniqueConstraint(fields=["person", "uri"], name="alias_once")]


class Moved(models.Model):
    """`person` of ours lives elsewhere now: who follows her there is told to follow `target`."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    target = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "moved"


class KeptName(models.Model):
    """`person` came along from a server at this very address: others go on knowing her as /users/NAME."""

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)  # just as it was written there
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="name_is_kept_once")]
