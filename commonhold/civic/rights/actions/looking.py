"""Looking at private data: never without a reason, and never unknown to whom it is about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import mandates
from commonhold.civic.members.coop_account import open_coop_account
from commonhold.civic.rights.charter import RightsCharter
from commonhold.civic.rights.models import Look, LookedAt, LookTold, LookWords
from commonhold.civic.rights.refusals import NoMandate, NoReason
from commonhold.civic.rights.vocabulary import LEAST_WORDS, LONGEST_WORDS, TOLD_LATER, Matter, Why
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.apps import actions as apps
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import queries as people

_TELL = "rights.tell-of-look"


@transaction.atomic
def look(
    by: int, *, matter: str, key: str, about: Collection[int], why: str, words: str, now: datetime
) -> int:
    """Write down that `by` looks, and why; it holds for the charter's hours. Those whom it is about are told.

    Whether she may see the matter at all is its own room's to say, before and after. Raises NoMandate,
    NoReason, or what an account that can't act raises.
    """
    people.must_be_here(by)
    if not (mandates.held_by(by, at=now) or people.is_steward(by)):
        raise NoMandate
    return _write(by, Matter(matter), key, about, why=why, words=words, now=now)


@transaction.atomic
def look_as_juror(by: int, *, draw_id: int, case_id: int, about: Collection[int], now: datetime) -> int:
    """Write down that somebody on a jury opens the message of its case: the case is the reason.

    Her name is told to nobody. Whether she sits there is for moderation to say, before.
    """
    people.must_be_here(by)
    words = _("It is evidence in case {case}, on which a jury votes.").format(case=case_id)
    key = jury_key(draw_id)
    return _write(by, Matter.JURY, key, about, why=Why.DUTY, words=words, now=now)


def look_as_lent_juror(*, draw_id: int, case_id: int, about: Collection[int], now: datetime) -> int:
    """The same for whom a peer lends, who is nobody here: it stands under the co-op's own account."""
    return look_as_juror(open_coop_account(now=now), draw_id=draw_id, case_id=case_id, about=about, now=now)


def jury_key(draw_id: int) -> str:
    """Under which a juror's look is found again."""
    return f"jury:{draw_id}"


@transaction.atomic
def let_program_in(
    person_id: int, *, scopes: str, words: str, value: str | None = None, now: datetime
) -> str:
    """Make a token with which a program reads what is hers; returns it. She is told at once, and why.

    Whoever runs the machine is nobody here, so it stands there under the co-op's own account. Raises
    NoReason, NoMandate before there is that account, and what minting a token raises.
    """
    coop = people.coop_account_id()
    if coop is None:
        raise NoMandate
    key = f"token:{person_id}"
    _write(coop, Matter.MACHINE, key, [person_id], why=Why.DUTY, words=words, now=now)
    return apps.mint_token(person_id=person_id, scopes=scopes, value=value, now=now)


def _write(
    by: int, kind: Matter, key: str, about: Collection[int], *, why: str, words: str, now: datetime
) -> int:
    words = " ".join(words.split())
    if why not in Why or not LEAST_WORDS <= len(words) <= LONGEST_WORDS:
        raise NoReason(LEAST_WORDS, LONGEST_WORDS)
    here = charter.current().read(RightsCharter)
    told_from = now + timedelta(days=here.tell_after_days) if kind in TOLD_LATER else now
    row = Look.objects.create(
        id=ids.new_id(now),
        by_id=by,
        matter=kind,
        key=key,
        why=why,
        at=now,
        until=now + timedelta(hours=here.look_hours),
        told_from=told_from,
    )
    LookWords.objects.create(look=row, text=words)
    LookedAt.objects.bulk_create(
        LookedAt(id=ids.new_id(now), look=row, person_id=each) for each in sorted(set(about) - {by})
    )
    jobs.schedule(_TELL, key=str(row.id), due=told_from, payload={"look_id": row.id})
    return row.id


def _tell(payload: Payload, now: datetime) -> None:
    look_id = payload["look_id"]
    LookTold.objects.get_or_create(look_id=look_id, defaults={"at": now})
    about = LookedAt.objects.filter(look_id=look_id, person__removed_at=None)
    people_ids = list(about.values_list("person_id", flat=True))
    notifications.notify_all(people_ids=people_ids, kind="rights.looked", subject=f"look:{look_id}", now=now)


KINDS = [Kind(_TELL, _tell)]
