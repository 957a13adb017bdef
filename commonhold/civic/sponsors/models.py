from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonhold.civic.sponsors import vocabulary
from commonhold.social.media.models import Medium
from commonhold.social.people.models import Person


class Sponsor(models.Model):
    """An organisation outside that pays for ads. Its contact is the panel's, forgotten when all is over."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    imprint = models.CharField(max_length=300)  # who answers for it, shown beside each of its ads
    contact = models.EmailField(max_length=254, blank=True)
    at = models.DateTimeField()


class Ad(models.Model):
    """What a sponsor asks us to show. Its price is the list's of the day on which it was handed in."""

    id = models.BigAutoField(primary_key=True)
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="ads")
    category = models.CharField(max_length=20, choices=vocabulary.Category)
    text = models.CharField(max_length=280)
    link = models.CharField(max_length=500)
    language = models.CharField(max_length=10, default="", blank=True)  # of pages; empty: of any
    medium = models.ForeignKey(Medium, on_delete=models.PROTECT, null=True, related_name="+")
    weeks = models.PositiveSmallIntegerField()
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    handed_in_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Spot(models.Model):
    """One page that an ad stands on: "local", "discover", "tag:seeds" or "group:ID"."""

    id = models.BigAutoField(primary_key=True)
    ad = models.ForeignKey(Ad, on_delete=models.CASCADE, related_name="spots")
    where = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ad", "where"], name="ad_stands_once_in_a_place")]


class AdStep(models.Model):
    """What became of an ad, by whom and why; by nobody of ours where the contact did it by mail."""

    id = models.BigAutoField(primary_key=True)
    ad = models.ForeignKey(Ad, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=vocabulary.Step)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ground = models.CharField(max_length=10, choices=vocabulary.Ground, default="", blank=True)
    reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ad", "by"], condition=Q(kind="approved"), name="ad_approved_once_by_each"
            ),
            models.UniqueConstraint(
                fields=["ad"],
                condition=Q(kind__in=["declined", "taken-back", "paid"]),
                name="ad_stops_waiting_in_one_way",
            ),
            models.UniqueConstraint(
                fields=["ad", "kind"],
                condition=Q(kind__in=["confirmed", "ended", "refunded"]),
                name="ad_is_confirmed_ended_and_refunded_once",
            ),
        ]


class Run(models.Model):
    """From when to when a paid ad is shown. Ended early, `ends_at` is when that was."""

    ad = models.OneToOneField(Ad, on_delete=models.PROTECT, primary_key=True, related_name="run")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    refund_cents = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="ad_run_ends")]


class AdWish(models.Model):
    """That somebody chose whether she is shown ads. Who has no row is shown what the charter says for all."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    wants = models.CharField(max_length=3, choices=[("on", "on"), ("off", "off")])
    at = models.DateTimeField()


class DayCount(models.Model):
    """How often an ad was shown on a day in a place, in whole fives: never to whom."""

    id = models.BigAutoField(primary_key=True)
    ad = models.ForeignKey(Ad, on_delete=models.PROTECT, related_name="counts")
    day = models.DateField()
    where = models.CharField(max_length=100)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ad", "day", "where"], name="ad_counted_once_a_day")]
