from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class Logins(BaseUserManager["Login"]):
    """What Django's sign-in asks of a table of logins."""

    def get_by_natural_key(self, username: str | None) -> Login:
        return self.get(email__iexact=username)


class Login(AbstractBaseUser):
    """A human's secrets and sessions. It holds no permission: those are mandates."""

    id = models.BigAutoField(primary_key=True)
    email = models.EmailField(unique=True)
    created_at = models.DateTimeField()

    #: As whom, where a session was asked for its login and its people at once (`signed_in.py`).
    speaks_as: object = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Logins()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="login_email_is_taken_once")]


class Person(models.Model):
    """Anyone with a name here: what every other room refers to. A member is a person who owns."""

    id = models.BigAutoField(primary_key=True)
    handle = models.CharField(max_length=100)  # 30 for ours: other servers allow longer ones
    domain = models.CharField(max_length=253, default="", blank=True)  # empty for people of this server
    display_name = models.CharField(max_length=80)
    summary = models.TextField(max_length=1000, default="", blank=True)
    pronouns = models.CharField(max_length=40, default="", blank=True)
    avatar = models.CharField(max_length=500, default="", blank=True)  # where the small one lies
    login = models.ForeignKey(Login, on_delete=models.PROTECT, null=True, related_name="people")
    approves_followers = models.BooleanField(default=False)
    is_searchable = models.BooleanField(default=False)  # may others find her public posts by their words?
    is_discoverable = models.BooleanField(default=False)  # may she be suggested to people?
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("handle"), "domain", name="person_handle_is_taken_once"),
            models.CheckConstraint(
                condition=Q(login=None) | Q(domain=""), name="person_who_signs_in_is_local"
            ),
        ]
        indexes = [models.Index(fields=["domain"], name="people_of_a_server")]

    @property
    def address(self) -> str:
        """`ada`, or `eve@elsewhere.example` for somebody of another server."""
        return f"{self.handle}@{self.domain}" if self.domain else self.handle


class ShownTo(models.TextChoices):
    """Who may see a part of somebody's page. Herself always."""

    EVERYBODY = "everybody"
    MEMBERS = "members"
    FOLLOWERS = "followers"
    NOBODY = "nobody"


class ProfileField(models.Model):
    """A line of a profile, such as "Garden: plot 12". `place` counts from 0.

    A link is verified while its page links back; `confirmed_at` is when that was last seen, and at `look_at`
    the page is looked at again.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="fields")
    place = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    value = models.CharField(max_length=250)
    shown_to = models.CharField(max_length=10, choices=ShownTo, default=ShownTo.EVERYBODY)
    verified_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "place"], name="profile_field_has_its_place"),
            models.CheckConstraint(
                condition=Q(verified_at=None, confirmed_at=None)
                | Q(verified_at__isnull=False, confirmed_at__isnull=False),
                name="verified_field_was_confirmed",
            ),
        ]
        indexes = [
            models.Index(fields=["look_at"], condition=Q(look_at__isnull=False), name="fields_to_look_at")
        ]


class RetiredHandle(models.Model):
    """A handle that an erased person had. Only its hash stays, so that nobody can take her place."""

    digest = models.CharField(max_length=64, primary_key=True)


class Follow(models.Model):
    """`follower` reads `followed`. Until accepted it is a request."""

    id = models.BigAutoField(primary_key=True)
    follower = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="follows")
    followed = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="followed_by")
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    has_bell = models.BooleanField(default=False)  # the follower is told of each post

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="follow_once"),
            models.CheckConstraint(
                condition=~Q(follower=models.F("followed")), name="follow_is_of_someone_else"
            ),
        ]
        indexes = [
            # With the time in it: for what an index lacks SQLite looks into the row, a hundred for each page.
            models.Index(
                fields=["follower", "accepted_at", "followed"],
                condition=Q(accepted_at__isnull=False),
                name="accepted_follows",
            ),
            models.Index(
                fields=["followed", "accepted_at", "follower"],
                condition=Q(accepted_at__isnull=False),
                name="accepted_followers",
            ),
            models.Index(
                fields=["followed", "follower"],
                condition=Q(has_bell=True, accepted_at__isnull=False),
                name="bells_of_follows",
            ),
        ]


class KeptCircle(models.Model):
    """`person` shows to few whom she follows and who follows her. Without a row she shows it to everybody."""

    class ShownTo(models.TextChoices):
        FOLLOWERS = "followers"
        NOBODY = "nobody"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    shown_to = models.CharField(max_length=10, choices=ShownTo)
    since = models.DateTimeField()


class KeptPart(models.Model):
    """`person` shows a part of her page to few. Without a row she shows it to everybody."""

    class Part(models.TextChoices):
        SUMMARY = "summary"
        PRONOUNS = "pronouns"
        HEADER = "header"
        LAST_ACTIVE = "last-active"  # the day of her latest public post, which apps show beside a name

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kept_parts")
    part = models.CharField(max_length=12, choices=Part)
    shown_to = models.CharField(max_length=10, choices=ShownTo)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "part"], name="part_is_kept_once"),
            models.CheckConstraint(condition=~Q(shown_to=ShownTo.EVERYBODY), name="kept_part_is_kept"),
        ]


class PrivateNote(models.Model):
    """What `person` keeps in mind about somebody. Nobody else ever reads it."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notes")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "about"], name="note_once"),
            models.CheckConstraint(condition=~Q(person=models.F("about")), name="note_is_on_someone_else"),
        ]


class Standing(models.Model):
    """A civic fact that social rules need, for as long as it holds. Civic actions write it, calling down."""

    class Kind(models.TextChoices):
        MEMBER = "member"
        STEWARD = "steward"  # holds a mandate
        SUSPENDED = "suspended"  # reads, votes, exports and appeals, and writes nothing
        LIMITED = "limited"  # writes little
        NOT_RECOMMENDED = "not-recommended"  # no list that the house makes up suggests her

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=20, choices=Kind)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(until=None), name="standing_holds_once"
            )
        ]


class Block(models.Model):
    """`person` and `blocked` are hidden from each other."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="blocks")
    blocked = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="blocked_by")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "blocked"], name="block_once"),
            models.CheckConstraint(condition=~Q(person=models.F("blocked")), name="block_is_of_someone_else"),
        ]


class Mute(models.Model):
    """`person` reads nothing of `muted`, who is not told. A row whose `until` has come is swept away."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mutes")
    muted = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    hides_notifications = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "muted"], name="mute_once"),
            models.CheckConstraint(condition=~Q(person=models.F("muted")), name="mute_is_of_someone_else"),
        ]
        indexes = [models.Index(fields=["until"], condition=Q(until__isnull=False), name="mutes_that_end")]


class BoostsHidden(models.Model):
    """`person` does not read what `of` boosts."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "of"], name="boosts_hidden_once")]


class NotSuggested(models.Model):
    """`person` said that she does not want `other` suggested to her."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "other"], name="not_suggested_once")]


class ServerBlock(models.Model):
    """`person` meets nobody of another server. `domain` is in lower case, as people's are."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    domain = models.CharField(max_length=253)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "domain"], name="server_blocked_once"),
            models.CheckConstraint(condition=~Q(domain=""), name="blocked_server_is_another"),
        ]


class CoopAccount(models.Model):
    """The one person that speaks for the co-op itself. Nobody signs in as it, and it counts as no human."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="coop_account_is_one_row")]


class Agreement(models.Model):
    """Somebody accepted the terms and the privacy notice as they held, and said that she is old enough.

    The versions are the charter's, of when each text was last changed; 0 where there was none. `minimum_age`
    is what she said she has reached; nobody is asked when she was born.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agreements")
    terms_version = models.PositiveIntegerField()
    privacy_version = models.PositiveIntegerField()
    minimum_age = models.PositiveSmallIntegerField()
    occasion = models.CharField(max_length=20)  # "signing up", "an app", "joining", "signing in"
    at = models.DateTimeField()
