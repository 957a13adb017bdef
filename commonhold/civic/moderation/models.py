from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.civic.moderation.vocabulary import Answer, End, Kind, Ladder, Level, Occasion, Outcome
from commonhold.civic.peers.models import Peer
from commonhold.social.people.models import Person


class Case(models.Model):
    """One thing that was reported, however often, with a copy that is frozen until the last appeal ends."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    about = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # whose it is
    copy = models.JSONField()  # see `copies.Copy`
    context = models.JSONField(default=list)  # what it answered, the first first; as `copies.Copy`
    is_illegal = models.BooleanField(default=False)  # reported as against the law, and found so
    is_sealed = models.BooleanField(default=False)  # never shown again: suspected abuse of a child
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], condition=Q(closed_at=None), name="one_open_case_of_a_thing"
            )
        ]


class Report(models.Model):
    """Somebody reports something, with a copy of what she saw; then, what was answered, by whom and why."""

    class Outcome(models.TextChoices):
        DISMISSED = "dismissed"
        KEPT = "kept"  # for a case

    id = models.BigAutoField(primary_key=True)
    reporter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    about = models.CharField(max_length=40)  # "lantern" of an emoji, else the id
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # whose it is
    rule = models.CharField(max_length=300)  # in the words of that day's charter; empty for another reason
    words = models.TextField(max_length=2000, blank=True)
    passed_on_to = models.CharField(max_length=253, default="", blank=True)  # the domain of their own server
    copy = models.JSONField()  # see `copies.Copy`
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="reports")
    late_at = models.DateTimeField(null=True)  # nobody had read it in time by then
    second_at = models.DateTimeField(null=True)  # it was dismissed, and others look again
    second_words = models.TextField(max_length=2000, blank=True)
    first_answer = models.TextField(max_length=2000, blank=True)
    first_answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "kind", "about"],
                condition=Q(answered_at=None),
                name="reported_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None, answered_by=None)
                | (~Q(outcome="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="report_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(first_answered_by=None)
                | Q(answered_by=None)
                | ~Q(answered_by=models.F("first_answered_by")),
                name="second_look_is_another_persons",
            ),
            models.CheckConstraint(
                condition=Q(person=None) | ~Q(person=models.F("reporter")),
                name="report_is_of_someone_else",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(answered_at=None), name="reports_that_wait"),
            models.Index(fields=["reporter", "at"], name="reports_of_a_day"),
            models.Index(fields=["late_at"], condition=~Q(late_at=None), name="reports_read_late"),
        ]


class Measure(models.Model):
    """What was done about a case, by whom, why and until when, with the statement of reasons.

    Without `since` it is proposed, and a jury or a vote may impose it. The fields of the statement are those
    of Article 17(3) of Regulation (EU) 2022/2065: facts, whether means were automated (never here), the
    ground in law or in our rules, the scope and duration; redress is on its page.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=20, choices=Ladder)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="measures")
    facts = models.TextField(max_length=2000)
    rule = models.CharField(max_length=300, blank=True)  # of our charter, in its words
    law = models.CharField(max_length=300, blank=True)  # where the law is the ground
    label = models.CharField(max_length=200, blank=True)  # what stands above a labelled post
    days = models.PositiveSmallIntegerField(default=0)  # how long it lasts; 0: until it is ended
    is_for_safety = models.BooleanField(default=False)  # somebody is in danger without it
    at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, choices=End, blank=True)
    appeals_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end="", ended_at=None) | (~Q(end="") & Q(ended_at__isnull=False)),
                name="measure_ends_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(rule="", law=""), name="measure_has_a_ground"),
        ]
        indexes = [models.Index(fields=["person", "kind"], name="measures_of_a_person")]


class Appeal(models.Model):
    """Whoever is measured asks others to look again. `due`: by then it is decided, or the measure goes."""

    id = models.BigAutoField(primary_key=True)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="appeals")
    level = models.PositiveSmallIntegerField(choices=Level)
    words = models.TextField(max_length=2000)
    at = models.DateTimeField()
    due = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reasons = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "level"], name="appealed_once_at_each_level")
        ]
        indexes = [models.Index(fields=["due"], condition=Q(decided_at=None), name="appeals_that_wait")]


class Draw(models.Model):
    """A jury's public lot (`rulebook/draw/jury.py`): what was committed to and revealed, and what came of it.

    `secret` turns people into the pool's keys, and goes when the case is closed.
    """

    id = models.BigAutoField(primary_key=True)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="draws")
    level = models.PositiveSmallIntegerField(choices=Level)
    secret = models.CharField(max_length=64, blank=True)
    pool = models.JSONField()  # keys, sorted
    excluded = models.JSONField()  # [key, why], sorted
    seats = models.PositiveSmallIntegerField()
    house_nonce = models.CharField(max_length=64)
    party_commitment = models.CharField(max_length=64, blank=True)
    party_nonce = models.CharField(max_length=200, blank=True)
    leaf = models.BigIntegerField()  # the record's leaf with all that was committed to
    at = models.DateTimeField()
    draws_at = models.DateTimeField()
    checkpoint_size = models.PositiveBigIntegerField(null=True)
    checkpoint_root = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "level"], name="drawn_once_at_each_level")]


class Borrowing(models.Model):
    """Too few of us may judge: peers are asked for jurors until `due`; then the lot is opened, or none is."""

    id = models.BigAutoField(primary_key=True)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="borrowings")
    level = models.PositiveSmallIntegerField(choices=Level)
    commitment = models.CharField(max_length=64, blank=True)  # the party's, for the lot
    at = models.DateTimeField()
    due = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "level"], name="borrowed_once_at_each_level")
        ]


class Juror(models.Model):
    """Somebody whom the lot called. How she voted is hers until the jury is done, and nameless after.

    Whom a peer lends has no `person` here: her own co-op alone knows who she is.
    """

    id = models.BigAutoField(primary_key=True)
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="jurors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    lent_by = models.ForeignKey(Peer, on_delete=models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=330, default="", blank=True)  # of whom a peer lends, as in the pool
    place = models.PositiveIntegerField()  # in the lot's order, from 0
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.CALLED)
    due = models.DateTimeField()
    called_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    upholds = models.BooleanField(null=True)
    reasons = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "person"], name="called_once_to_a_jury"),
            models.UniqueConstraint(fields=["draw", "place"], name="one_juror_a_place"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, lent_by=None, key="")
                | (Q(person=None, lent_by__isnull=False) & ~Q(key="")),
                name="juror_is_ours_or_lent",
            ),
        ]


class LawReport(models.Model):
    """Anybody, without an account, says that something here is against the law (Article 16 of the same)."""

    id = models.BigAutoField(primary_key=True)
    address = models.CharField(max_length=300)  # where it stands
    about = models.CharField(max_length=60, blank=True)  # as `copies.subject` reads it, where it was found
    is_child_abuse = models.BooleanField(default=False)
    why = models.TextField(max_length=2000)
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    at = models.DateTimeField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="law_reports")
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["at"], condition=Q(answered_at=None), name="law_reports_that_wait")]


class Recusal(models.Model):
    """Somebody stands aside in a case, for good: she judges no measure in it, at no level."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, blank=True)  # hers, and shown to nobody but her
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="stands_aside_once")]


class Duty(models.Model):
    """An authority has to be told of a case, by the law as it was when that arose.

    It ends when somebody notes that it was done, or why it need not be; `late_at`: it wasn't in time.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duties")
    occasion = models.CharField(max_length=12, choices=Occasion)
    authority = models.CharField(max_length=200)
    paragraph = models.CharField(max_length=200)
    says = models.CharField(max_length=600)
    is_verified = models.BooleanField(default=False)
    words = models.CharField(max_length=500, blank=True)  # of whoever saw the danger
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due = models.DateTimeField()
    late_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    is_done = models.BooleanField(default=False)
    end_words = models.CharField(
        max_length=500, blank=True
    )  # when and how it was told, or why it need not be

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "occasion", "authority"], name="told_once_of_a_case_on_one_occasion"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, is_done=False)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="duty_is_ended_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["due"], condition=Q(ended_at=None), name="duties_that_wait")]
