"""Asking to be erased, and thinking again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commonhold.ground import ids
from commonhold.ground.charter import dates
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.erasing.charter import ErasingCharter
from commonhold.social.erasing.models import Erasure
from commonhold.social.erasing.refusals import ErasureAsked, NothingToTakeBack, NotOfAHuman
from commonhold.social.letters import actions as letters
from commonhold.social.letters import outgoing
from commonhold.social.people import leaving
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer


@transaction.atomic
def ask_to_be_erased(by: int, *, now: datetime) -> datetime:
    """Have one's account erased, with both profiles; returns when. Suspended people may too.

    Raises AccountClosed, ErasureAsked or NotOfAHuman.
    """
    people.must_be_here(by)
    if people.coop_account_id() == by:
        raise NotOfAHuman
    due = now + timedelta(days=charter.current().read(ErasingCharter).think_days)
    try:
        with transaction.atomic():
            row = Erasure.objects.create(id=ids.new_id(now), person_id=by, asked_at=now, due_at=due)
    except IntegrityError as asked:
        raise ErasureAsked from asked
    jobs.schedule("erasing.erase", key=str(row.id), due=due, payload={"erasure_id": row.id})
    letters.write_to_person(
        by,
        subject=_("Your account will be erased on {when}").format(when=dates.day(due)),
        text=_(
            "You asked for your account to be erased. That happens on {when}. Until then everything is as it "
            "was, and you can think again under Settings, Erasing my account. If it was not you who asked, "
            "sign in, take it back, and change your password."
        ).format(when=dates.day_and_clock(due)),
        now=now,
    )
    return due


@transaction.atomic
def take_erasure_back(by: int, *, now: datetime) -> None:
    """Stay. Raises AccountClosed or NothingToTakeBack."""
    people.must_be_here(by)
    waiting = Erasure.objects.select_for_update().filter(person_id=by, taken_back_at=None, done_at=None)
    row = waiting.first()
    if row is None:
        raise NothingToTakeBack
    row.taken_back_at = now
    row.save(update_fields=["taken_back_at"])


def _erase(payload: Payload, now: datetime) -> None:
    row = Erasure.objects.select_for_update().get(id=payload["erasure_id"])
    if row.taken_back_at is not None or row.done_at is not None:
        return
    erase_account(row.person_id, now=now)
    row.done_at = now
    row.save(update_fields=["done_at"])


def erase_account(person_id: int, *, now: datetime) -> None:
    """Every profile of the human behind a person goes, and what waits to be sent to her; at once, for good.

    Within the caller's transaction.
    """
    address = people.sign_in_address(person_id)
    every = [each.id for each in people.own_profiles(Viewer(person_id))] or [person_id]
    for each in reversed(every):  # the first, whose membership and sign-in it is, goes last
        leaving.forget(each, now=now)
    if address:
        letters.forget_address(address)
        transaction.on_commit(lambda: outgoing.forget(address))


KINDS = [Kind("erasing.erase", _erase)]
