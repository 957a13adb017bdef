from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.social.people.models import Person


class Import(models.Model):
    """An archive that somebody brought from another server, and how far it has come.

    Its files lie in a folder of its own until it has ended.
    """

    class State(models.TextChoices):
        RECEIVING = "receiving"  # its pieces are coming in
        WAITING = "waiting"  # whole, to be read
        READY = "ready"  # read; its owner looks through what is in it and chooses
        REFUSED = "refused"
        WRITING = "writing"
        DONE = "done"
        UNDOING = "undoing"
        UNDONE = "undone"
        GIVEN_UP = "given-up"  # before anything was written

    class Way(models.TextChoices):
        """What becomes of the posts."""

        DATED = "dated"  # they stand among one's own at their dates
        DRAFTS = "drafts"  # they wait to be looked through

    class Answers(models.TextChoices):
        """What becomes of answers to other people's posts, which are not here."""

        LINK = "link"  # posts, with a link to what they answered
        SKIP = "skip"

    class Readers(models.TextChoices):
        """Who may read the posts here."""

        SAME = "same"  # as elsewhere
        FOLLOWERS = "followers"

    UNDER_WAY = (State.RECEIVING, State.WAITING, State.READY, State.WRITING, State.UNDOING)

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State)
    filename = models.CharField(max_length=200)
    byte_count = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)  # bytes of it that are here
    # Why it was refused or stopped: the words before they are translated, and what fills their places.
    trouble = models.TextField(default="", blank=True)
    trouble_values = models.JSONField(default=dict)
    survey = models.JSONField(null=True)
    way = models.CharField(max_length=6, choices=Way, default=Way.DATED)
    answers = models.CharField(max_length=4, choices=Answers, default=Answers.LINK)
    readers = models.CharField(max_length=9, choices=Readers, default=Readers.SAME)
    since_year = models.PositiveSmallIntegerField(null=True)
    until_year = models.PositiveSmallIntegerField(null=True)
    offset = models.PositiveBigIntegerField(default=0)  # in the list of posts: the next line
    seen = models.PositiveIntegerField(default=0)  # lines gone through
    written = models.PositiveIntegerField(default=0)
    already = models.PositiveIntegerField(default=0)  # were brought along earlier
    not_chosen = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    media_refused = models.PositiveIntegerField(default=0)
    remarks = models.JSONField(default=list)  # of what was refused: [address or file, words]
    begun_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    chosen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["receiving", "waiting", "ready", "writing", "undoing"]),
                name="one_import_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["person", "-id"], name="imports_of_person")]


class Brought(models.Model):
    """Something that an import made, so that all of it can be undone. `made` is the id of what it is."""

    class Kind(models.TextChoices):
        POST = "post"
        DRAFT = "draft"

    id = models.BigAutoField(primary_key=True)
    by_import = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="brought")
    kind = models.CharField(max_length=6, choices=Kind)
    source = models.CharField(max_length=500)  # its address elsewhere
    made = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by_import", "kind", "source"], name="brought_once_by_an_import")
        ]
        indexes = [models.Index(fields=["source"], name="brought_by_source")]


class Awaited(models.Model):
    """Somebody of another server whom `person` followed, listed, blocked or muted where she came from.

    It is kept until this server meets whoever has that address.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)  # tables.Kind
    address = models.CharField(max_length=320)
    title = models.CharField(max_length=100, default="", blank=True)  # of the list
    shows_boosts = models.BooleanField(default=True)
    hides_notifications = models.BooleanField(default=True)
    since = models.DateTimeField()

    class Meta:
        verbose_name_plural = "awaited"
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "title", "address"], name="awaited_once")
        ]
        indexes = [models.Index(fields=["address"], name="awaited_by_address")]
