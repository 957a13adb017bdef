"""An ad comes in: from a member, or from a sponsor who has no account and confirms a mail address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Exists, OuterRef

from commonhold.civic.members import queries as members
from commonhold.civic.sponsors import arriving, keys, letters, panel, spots, standing, telling
from commonhold.civic.sponsors.charter import SponsorsCharter
from commonhold.civic.sponsors.keeping import CONTACT_KEPT, forget_contact_later, let_picture_go
from commonhold.civic.sponsors.models import Ad, AdStep, Sponsor, Spot
from commonhold.civic.sponsors.prices import price
from commonhold.civic.sponsors.refusals import (
    AdIsOver,
    AltNeeded,
    CategoryNotAllowed,
    ContactNotAllowed,
    KeyDoesNotFit,
    LinkNotAllowed,
    MembersOnly,
    NoSuchAd,
    NothingAllowed,
    NotYourAd,
    TextLength,
    TooManyWaiting,
    WeeksNotAllowed,
)
from commonhold.civic.sponsors.vocabulary import ENDS_WAITING, Step
from commonhold.civic.treasury.accounts import currency
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.ending.queries import must_go_on
from commonhold.ground.jobs import actions as jobs
from commonhold.social.media import queries as media
from commonhold.social.media.actions import take_media
from commonhold.social.people.queries import Viewer

LONGEST_NAME, LONGEST_IMPRINT, LONGEST_TEXT, LONGEST_LINK = 80, 300, 280, 500
MOST_WEEKS = 26
#: How many ads may wait that one contact, all strangers, or one member handed in.
MOST_OF_CONTACT, MOST_OF_STRANGERS, MOST_OF_MEMBER = 3, 20, 5
UNCONFIRMED_FOR = timedelta(days=3)


@dataclass(frozen=True)
class Offer:
    """What somebody hands in, as it was typed."""

    sponsor: str
    imprint: str
    contact: str
    category: str
    text: str
    link: str
    weeks: int
    tags: Sequence[str] = ()
    groups: Sequence[str] = ()  # handles
    is_local: bool = False
    is_discover: bool = False
    language: str = ""
    medium_id: int | None = None  # brought for this, by whoever hands it in


@transaction.atomic
def hand_in_ad(by: int | None, *, offer: Offer, now: datetime) -> int:
    """Hand in what a sponsor wants shown; return the ad's id. `by` is a member, or None for the open form.

    From the open form it bears no picture, and waits until its contact confirms. Raises MembersOnly,
    NothingAllowed, TooManyWaiting, and what is wrong with the offer: TextLength, LinkNotAllowed,
    ContactNotAllowed, CategoryNotAllowed, WeeksNotAllowed, AltNeeded, and what `spots.wanted` raises.
    """
    must_go_on()
    here = charter.current().read(SponsorsCharter)
    if by is not None and members.member_of(by) is None:
        raise MembersOnly
    if not here.allowed:
        raise NothingAllowed
    contact = _checked(offer, here)
    _must_have_room(by, contact, now)
    places = spots.wanted(
        tags=offer.tags,
        handles=offer.groups,
        is_local=offer.is_local,
        is_discover=offer.is_discover,
    )
    medium_id = None if by is None else offer.medium_id
    if by is not None and medium_id is not None:
        if not media.own_medium(Viewer(by), medium_id).alt:
            raise AltNeeded
        take_media(by, medium_ids=[medium_id], purpose="ad", now=now)
    ad = Ad.objects.create(
        id=ids.new_id(now),
        sponsor=_sponsor(offer, contact, now),
        category=offer.category,
        text=offer.text.strip(),
        link=offer.link.strip(),
        language=offer.language[:10],
        medium_id=medium_id,
        weeks=offer.weeks,
        cents=price([spots.kind_of(each) for each in places], offer.weeks, list_cents=here.prices),
        currency=currency(),
        handed_in_by_id=by,
        at=now,
    )
    Spot.objects.bulk_create(Spot(id=ids.new_id(now), ad=ad, where=each) for each in places)
    if by is None:
        letters.write(ad, "confirm", now)
        due, payload = now + UNCONFIRMED_FOR, {"ad_id": str(ad.id)}
        jobs.schedule("sponsors.forget-unconfirmed", key=str(ad.id), due=due, payload=payload)
    else:
        telling.tell(panel.members_of_panel(now), "waits", ad, by, now)
    return ad.id


@transaction.atomic
def confirm_ad(*, ad_id: int, key: str, now: datetime) -> None:
    """The contact opened the address in the mail. Harmless again. Raises NoSuchAd or KeyDoesNotFit."""
    ad = _locked(ad_id)
    if not keys.fits(ad_id, key):
        raise KeyDoesNotFit
    if ad.handed_in_by_id is None and not ad.steps.filter(kind=Step.CONFIRMED).exists():
        AdStep.objects.create(id=ids.new_id(now), ad=ad, kind=Step.CONFIRMED, at=now)
        telling.tell(panel.members_of_panel(now), "waits", ad, None, now)


@transaction.atomic
def take_back_ad(by: int | None, *, ad_id: int, key: str = "", now: datetime) -> None:
    """Ask no more for it, as whoever handed it in: a member, or with the key of the mail.

    Raises NoSuchAd, NotYourAd, AdIsOver, or ArrivedAlready where its money is here.
    """
    ad = _locked(ad_id)
    is_contact = ad.handed_in_by_id is None and keys.fits(ad_id, key)
    if not is_contact and (by is None or ad.handed_in_by_id != by):
        raise NotYourAd
    if ad.steps.filter(kind__in=ENDS_WAITING).exists():
        raise AdIsOver
    arriving.expect_no_more(ad, now)
    AdStep.objects.create(
        id=ids.new_id(now), ad=ad, kind=Step.TAKEN_BACK, by_id=None if is_contact else by, at=now
    )
    forget_contact_later(ad, now + CONTACT_KEPT)
    let_picture_go(ad, now)


def _locked(ad_id: int) -> Ad:
    ad = Ad.objects.select_for_update(of=("self",)).select_related("sponsor").filter(id=ad_id).first()
    if ad is None:
        raise NoSuchAd
    return ad


def _checked(offer: Offer, here: SponsorsCharter) -> str:
    """The contact's address as it is kept; raises what is wrong with the offer."""
    for field, text, longest in (
        ("sponsor", offer.sponsor, LONGEST_NAME),
        ("imprint", offer.imprint, LONGEST_IMPRINT),
        ("text", offer.text, LONGEST_TEXT),
    ):
        if not 1 <= len(text.strip()) <= longest:
            raise TextLength(longest, field=field)
    if not here.allows(offer.category):
        raise CategoryNotAllowed
    if not _is_link(offer.link.strip()):
        raise LinkNotAllowed
    if not 1 <= offer.weeks <= MOST_WEEKS:
        raise WeeksNotAllowed(MOST_WEEKS)
    contact = offer.contact.strip().lower()
    try:
        validate_email(contact)
    except ValidationError as wrong:
        raise ContactNotAllowed from wrong
    return contact


def _is_link(link: str) -> bool:
    try:
        parts = urlsplit(link)
        return (
            len(link) <= LONGEST_LINK
            and parts.scheme == "https"
            and "." in (parts.hostname or "")
            and parts.username is None
            and link.isprintable()
            and " " not in link
        )
    except ValueError:
        return False


def _must_have_room(by: int | None, contact: str, now: datetime) -> None:
    waits = standing.waiting()
    if by is not None:
        if waits.filter(handed_in_by_id=by).count() >= MOST_OF_MEMBER:
            raise TooManyWaiting
        return
    ended = AdStep.objects.filter(ad=OuterRef("id"), kind__in=ENDS_WAITING)
    # What was never confirmed counts too, or a program could have us write to anybody as often as it likes.
    strangers = Ad.objects.filter(~Exists(ended), handed_in_by=None)
    of_contact = Ad.objects.filter(handed_in_by=None, sponsor__contact=contact, at__gt=now - UNCONFIRMED_FOR)
    if strangers.count() >= MOST_OF_STRANGERS or of_contact.count() >= MOST_OF_CONTACT:
        raise TooManyWaiting


def _sponsor(offer: Offer, contact: str, now: datetime) -> Sponsor:
    """The same organisation with the same contact is one sponsor."""
    said = {"name": offer.sponsor.strip(), "imprint": offer.imprint.strip(), "contact": contact}
    return Sponsor.objects.filter(**said).first() or Sponsor.objects.create(
        id=ids.new_id(now), at=now, **said
    )
