from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commonhold.social.people.models import Person


class Computation(models.Model):
    """Something long that is worked out once, outside any transaction: a split, an estimate, a preview."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="computed_once")]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="computations_waiting")]


class SplitSeed(models.Model):
    """What draws a month's lots: a secret, bound by its hash on the record before the month is over."""

    month = models.CharField(max_length=7, primary_key=True)
    secret = models.CharField(max_length=64)  # hex
    sha256 = models.CharField(max_length=64)  # of the secret's hex digits
    committed_at = models.DateTimeField()


class Split(models.Model):
    """One month's surplus, shared. Its row is made when the month is over, its numbers are worked out later.

    Amounts are minor units of `currency`.
    """

    id = models.BigAutoField(primary_key=True)
    month = models.CharField(max_length=7, unique=True)
    terms = models.JSONField()  # the charter's, as they stood when the month was over
    currency = models.CharField(max_length=3)
    seed = models.CharField(max_length=160)
    closed_at = models.DateTimeField()
    paid = models.PositiveBigIntegerField(default=0)  # for thanks
    credit = models.PositiveBigIntegerField(default=0)  # on dues
    fund_back = models.PositiveBigIntegerField(default=0)
    reserve = models.PositiveBigIntegerField(default=0)
    of_year = models.PositiveBigIntegerField(default=0)  # a year's creators' share that it could use
    kept = models.PositiveBigIntegerField(default=0)  # joins the next split's outside income
    missing = models.PositiveBigIntegerField(default=0)  # joins the next split's losses
    members = models.PositiveIntegerField(default=0)  # who have a line
    public = models.BinaryField(null=True)  # the public file
    sha256 = models.CharField(max_length=64, default="", blank=True)  # of it
    entry_id = models.BigIntegerField(null=True)  # in the ledger; none where there was nothing to book
    published_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # everybody has what is hers


class SplitLine(models.Model):
    """What a split says of one person. Hers alone; the public file holds a commitment to it."""

    id = models.BigAutoField(primary_key=True)
    split = models.ForeignKey(Split, on_delete=models.PROTECT, related_name="lines")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # none: erased
    key = models.CharField(max_length=16)  # what the files call her in this split alone
    stands = models.CharField(max_length=7)
    own = models.PositiveBigIntegerField()
    fund = models.PositiveBigIntegerField()
    branches = models.JSONField()
    salt = models.BinaryField()
    line = models.TextField()  # canonical JSON; empty for whoever stands outside
    paid = models.PositiveBigIntegerField()
    credit = models.PositiveBigIntegerField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["split", "person"], name="one_line_a_split"),
            models.UniqueConstraint(fields=["split", "key"], name="split_keys_differ"),
        ]
        indexes = [
            models.Index(fields=["split", "id"], condition=Q(settled_at=None), name="split_lines_to_settle"),
            models.Index(fields=["person", "-id"], name="split_lines_of_person"),
        ]


class Opening(models.Model):
    """An auditor opened a split's whole bundle. Members read who did, when and why."""

    id = models.BigAutoField(primary_key=True)
    split = models.ForeignKey(Split, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()


class Estimate(models.Model):
    """What the month so far would bring one person, were it over today. Worked out once a day."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    month = models.CharField(max_length=7)
    currency = models.CharField(max_length=3)
    paid = models.PositiveBigIntegerField()
    credit = models.PositiveBigIntegerField()
    at = models.DateTimeField()


class Preview(models.Model):
    """What other terms would have meant in the last whole months, asked for before a vote."""

    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=64, unique=True)  # of terms and months
    terms = models.JSONField()
    months = models.JSONField()
    currency = models.CharField(max_length=3)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    totals = models.JSONField(default=dict)
    cells = models.JSONField(default=list)  # [[from, to, people], …], none with few people
    done_at = models.DateTimeField(null=True)


class PreviewLine(models.Model):
    """The same for one person; hers alone."""

    id = models.BigAutoField(primary_key=True)
    preview = models.ForeignKey(Preview, on_delete=models.PROTECT, related_name="lines")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    before = models.PositiveBigIntegerField()  # what she got by the rule that held
    after = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["preview", "person"], name="previewed_once")]


class Work(models.Model):
    """Work that somebody did and a mandate holder verified. It is paid once another one confirmed it."""

    class Kind(models.TextChoices):
        JURY = "jury"
        MODERATION = "moderation"
        HOSTING = "hosting"
        CODE = "code"

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    units = models.PositiveIntegerField()
    what = models.CharField(max_length=200)
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("verified_by")), name="work_verified_by_another"),
            models.CheckConstraint(condition=Q(units__gt=0), name="work_is_something"),
        ]


class WorkAnswer(models.Model):
    """Somebody else confirmed verified work, or declined it with a reason. It happens once."""

    work = models.OneToOneField(Work, on_delete=models.PROTECT, primary_key=True, related_name="answer")
    confirmed = models.BooleanField()
    cents = models.PositiveBigIntegerField(default=0)  # by the rate of that day
    currency = models.CharField(max_length=3, default="", blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, default="", blank=True)
    at = models.DateTimeField()


class WorkPay(models.Model):
    """What one person got for work in a month's run, and what stays owed to her."""

    id = models.BigAutoField(primary_key=True)
    month = models.CharField(max_length=7)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    earned = models.PositiveBigIntegerField()  # with what was owed before
    paid = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "person", "currency"], name="paid_for_work_once_a_month"
            ),
            models.CheckConstraint(condition=Q(paid__lte=F("earned")), name="work_paid_is_earned"),
        ]
