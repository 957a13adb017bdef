from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commonhold.civic.exchange import vocabulary
from commonhold.social.conversations.models import Conversation
from commonhold.social.media.models import Medium
from commonhold.social.people.models import Person


class Priced(models.Model):
    """A price as it is said: minutes of mutual credit or of time, or minor units of money, never both."""

    price = models.CharField(max_length=6, choices=vocabulary.Price)
    per = models.CharField(max_length=5, choices=vocabulary.Per, default=vocabulary.Per.WHOLE)
    minutes = models.PositiveIntegerField(default=0)
    cents = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="", blank=True)
    deposit_cents = models.PositiveBigIntegerField(default=0)  # between the two; the co-op holds none
    deposit_minutes = models.PositiveIntegerField(default=0, db_default=0)  # of mutual credit, set aside
    cancelling = models.CharField(
        max_length=8, choices=vocabulary.Cancelling, default=vocabulary.Cancelling.ANY_TIME
    )
    licence = models.CharField(max_length=20, choices=vocabulary.Licence, default="", blank=True)
    licence_words = models.TextField(max_length=2000, default="", blank=True)

    class Meta:
        abstract = True


class Pool(models.Model):
    """A joint collection: artists offer their works as one, and share its income by their own vote."""

    id = models.BigAutoField(primary_key=True)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=2000, default="", blank=True)
    founded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Offer(Priced):
    """What somebody offers or looks for. Coordinates are millionths of a degree, rounded as `rough` says."""

    id = models.BigAutoField(primary_key=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=7, choices=vocabulary.Direction)
    audience = models.CharField(max_length=9, choices=vocabulary.Audience)
    category = models.CharField(max_length=60)  # in the charter's words of the day
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=5000, default="", blank=True)  # Markdown
    medium = models.ForeignKey(Medium, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=120, default="", blank=True)
    rough = models.CharField(max_length=8, choices=vocabulary.Rough, default=vocabulary.Rough.TOWN)
    latitude = models.IntegerField(null=True)
    longitude = models.IntegerField(null=True)
    time_zone = models.CharField(max_length=64)  # where its clock hangs; IANA
    seats = models.PositiveSmallIntegerField(default=1)  # agreements that may hold the same time
    post_id = models.BigIntegerField(null=True)  # the post that carries it
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, null=True, related_name="sales")  # all of it
    looked_at_for = models.CharField(max_length=60, default="", blank=True)  # the charter's word in it
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__gte=-90_000_000,
                    latitude__lte=90_000_000,
                    longitude__gte=-180_000_000,
                    longitude__lte=180_000_000,
                ),
                name="offer_is_on_earth",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="offer_has_a_seat"),
            models.CheckConstraint(
                condition=Q(price__in=["gift"], minutes=0, cents=0)
                | Q(price__in=["hours", "credit"], minutes__gt=0, cents=0)
                | Q(price="money", minutes=0, cents__gt=0),
                name="offer_has_one_price",
            ),
        ]
        indexes = [
            models.Index(fields=["category", "id"], condition=Q(ended_at=None), name="open_offers_of_kind"),
            models.Index(fields=["latitude", "longitude"], name="offers_by_place"),
            models.Index(fields=["by", "id"], name="offers_of_person"),
        ]


class OfferStep(models.Model):
    """What happened to an offer, by whom and why; by nobody where it happened by itself."""

    id = models.BigAutoField(primary_key=True)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=vocabulary.OfferDeed)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    words = models.CharField(max_length=500, default="", blank=True)


class OpenTime(models.Model):
    """When something can be had. An offer with none can be had at any time that the two agree on."""

    id = models.BigAutoField(primary_key=True)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="open_times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="open_time_has_a_length")
        ]
        indexes = [models.Index(fields=["starts_at", "ends_at"], name="open_times_by_start")]


class WorkFile(models.Model):
    """The work itself, which only whoever settled for it is handed. Its bytes lie in the store of media."""

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, primary_key=True, related_name="file")
    name = models.CharField(max_length=120)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)


class Agreement(Priced):
    """What two people agree on, with the offer's words as they stood. Amounts are for the whole of it."""

    id = models.BigAutoField(primary_key=True)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="agreements")
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=5000, default="", blank=True)
    place = models.CharField(max_length=120, default="", blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    time_zone = models.CharField(max_length=64)
    units = models.PositiveIntegerField(default=1)  # nights or begun hours; 1 of a whole
    state = models.CharField(max_length=9, choices=vocabulary.State)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, null=True, related_name="+")
    payment_id = models.BigIntegerField(null=True)  # of mutual credit
    receipt_number = models.PositiveBigIntegerField(null=True, unique=True)
    done_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)  # when words may be written, or nothing follows
    revision = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="agreement_is_between_two"),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="agreement_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["offer", "asker"], condition=Q(state="asked"), name="asked_once_of_an_offer"
            ),
        ]
        indexes = [
            models.Index(fields=["giver", "id"], name="agreements_of_giver"),
            models.Index(fields=["receiver", "id"], name="agreements_of_receiver"),
        ]


class AgreementStep(models.Model):
    """What happened to an agreement, by whom and why; by nobody where it happened by itself."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=vocabulary.Deed)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(max_length=2000, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(kind="settled"), name="agreement_settled_once"
            ),
            models.UniqueConstraint(
                fields=["agreement", "by"], condition=Q(kind="done"), name="said_done_once_by_each"
            ),
        ]


class Change(models.Model):
    """Other times or another price, which one side asks for and the other answers."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="changes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    units = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    cents = models.PositiveBigIntegerField()
    words = models.CharField(max_length=500, default="", blank=True)
    at = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=vocabulary.Answer, default="", blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(answer=""), name="one_change_asked_at_a_time"
            )
        ]


class Word(models.Model):
    """What one side says of how it went. Nobody else reads it before both have, or the time is over."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="words")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=1000)
    was_as_agreed = models.BooleanField()
    would_again = models.BooleanField()
    at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=500, default="", blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "by"], name="one_word_of_each")]
        indexes = [models.Index(fields=["about", "id"], name="words_about_person")]


class Dispute(models.Model):
    """One side says that it went wrong. A mediator looks first, and a jury where no way is found."""

    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, primary_key=True, related_name="dispute"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=2000)
    report_id = models.BigIntegerField()  # in moderation, with the agreement as it stood
    measure_id = models.BigIntegerField(null=True)  # what a jury is asked to impose
    mediator = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    proposal = models.TextField(max_length=2000, default="", blank=True)
    goes_back = models.BooleanField(default=False)  # with the proposal, what was paid in mutual credit
    forfeits = models.BooleanField(
        default=False, db_default=False
    )  # with it, the deposit goes to the one who gives
    accepted_by_giver = models.BooleanField(null=True)
    accepted_by_receiver = models.BooleanField(null=True)
    at = models.DateTimeField()
    due = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class StillOwed(models.Model):
    """Minutes of mutual credit that had no way when they were due: theirs until paid, or let go."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="owed")
    why = models.CharField(max_length=10, choices=vocabulary.Owing)
    debtor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    creditor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    payment_id = models.BigIntegerField(null=True)  # None where it was let go, or fell away

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "why"], name="still_owed_once_for_a_reason"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="still_owed_is_something"),
            models.CheckConstraint(condition=~Q(debtor=F("creditor")), name="still_owed_to_the_other"),
        ]


class PoolArtist(models.Model):
    """Whose works may be in a joint collection, and who votes on it."""

    id = models.BigAutoField(primary_key=True)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="artists")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "person"], condition=Q(until=None), name="artist_once_in_a_pool"
            )
        ]


class PoolWork(models.Model):
    """A work of one artist that is sold with the others'; its own offer stands beside it."""

    id = models.BigAutoField(primary_key=True)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="works")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "offer"], condition=Q(until=None), name="work_once_in_a_pool"
            )
        ]


class PoolQuestion(models.Model):
    """What its artists vote on, openly: more than half of all say yes, or it fails when its time is over.

    `parts` are thousandths by person's id, of a fixed rule; `category` and `cents` are of a sale, 0 a gift.
    """

    id = models.BigAutoField(primary_key=True)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="questions")
    asks = models.CharField(max_length=8, choices=vocabulary.PoolAsks)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=5, choices=vocabulary.PoolRule, default="", blank=True)
    parts = models.JSONField(default=dict)
    category = models.CharField(max_length=60, default="", db_default="", blank=True)
    cents = models.PositiveBigIntegerField(default=0, db_default=0)
    at = models.DateTimeField()
    due = models.DateTimeField()
    outcome = models.CharField(max_length=6, choices=vocabulary.PoolOutcome, default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)  # by whom it takes in

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pool"], condition=Q(outcome=""), name="one_question_of_a_pool_at_a_time"
            )
        ]


class PoolVote(models.Model):
    """An artist's yes or no, which the others see; the last one counts."""

    id = models.BigAutoField(primary_key=True)
    question = models.ForeignKey(PoolQuestion, on_delete=models.PROTECT, related_name="votes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="one_pool_vote_each")]


class SoldWork(models.Model):
    """A work that was there when a joint collection was asked for, or agreed on; handed over once settled."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="works")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "offer"], name="sold_once_with_it")]


class SoldPart(models.Model):
    """What one artist gets of a sale, by the rule in force when both agreed: paid by its buyer directly."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parts")
    rule = models.ForeignKey(PoolQuestion, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    cents = models.PositiveBigIntegerField()
    received_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "person"], name="one_part_of_a_sale_each"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="sold_part_is_something"),
        ]
