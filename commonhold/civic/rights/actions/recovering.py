"""An account comes back to whoever lost every way into it: the panel speaks with her, and time passes.

Asked, vouched for by several of the membership panel, waits with notices to the account and its old address,
a link that works once. Each step is a row.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.rights.actions.signing_in import end_other_sign_ins
from commonhold.civic.rights.charter import RightsCharter
from commonhold.civic.rights.models import Recovery, RecoveryStep
from commonhold.civic.rights.refusals import (
    LinkIsOver,
    NoPanelForRecovery,
    NoSuchRecovery,
    NotOnPanel,
    NoWayToReach,
    OwnRecovery,
    VouchedAlready,
)
from commonhold.civic.rights.vocabulary import LEAST_WORDS, LONGEST_WORDS
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.installation.queries import place
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.apps import actions as app_actions
from commonhold.social.apps import queries as apps
from commonhold.social.letters import actions as letters
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import actions as people
from commonhold.social.people import queries
from commonhold.social.people.queries import ANYONE, Viewer

_SEND = "rights.send-recovery-link"
_LINK_DAYS = timedelta(days=3)
_End = Recovery.End


@transaction.atomic
def ask_for_account(handle: str, *, address: str, how: str, now: datetime) -> None:
    """Ask for the account called `handle`, saying how one can be reached. Whether there is one isn't told.

    Raises NoPanelForRecovery or NoWayToReach.
    """
    needed = charter.current().read(RightsCharter).recovery_vouchers
    panel = [each.person_id for each in mandates.holders(Role.MEMBERSHIP, at=now)]
    if len(panel) < needed:
        raise NoPanelForRecovery
    address, how = address.strip().lower(), " ".join(how.split())
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise NoWayToReach(LEAST_WORDS, LONGEST_WORDS) from wrong
    if not LEAST_WORDS <= len(how) <= LONGEST_WORDS:
        raise NoWayToReach(LEAST_WORDS, LONGEST_WORDS)
    found = queries.by_handles(ANYONE, [handle.strip().removeprefix("@")])
    person = next(iter(found.values()), None)
    if person is None or queries.login_of(person.id) is None:
        return
    known = Recovery.objects.select_for_update().filter(person_id=person.id, ended_at=None).first()
    if known is not None and (known.key_until is None or known.key_until > now):
        return
    if known is not None:
        _finish(known, _End.LAPSED, None, now)
    row = Recovery.objects.create(
        id=ids.new_id(now), person_id=person.id, address=address, how=how, asked_at=now
    )
    _step(row, "asked", None, now)
    _warn(row, _("Somebody says that she lost every way into your account, and asks for it."), now)
    subject = f"recovery:{row.id}"
    notifications.notify_all(
        people_ids=[each for each in panel if each not in queries.same_human(person.id)],
        kind="rights.recovery-waits",
        subject=subject,
        now=now,
    )


@transaction.atomic
def vouch_for_account(by: int, *, recovery_id: int, words: str, now: datetime) -> None:
    """Say that one spoke with her, and how one knows that it is she. Enough of the panel, and time runs.

    Raises NoSuchRecovery, NotOnPanel, OwnRecovery, VouchedAlready or NoWayToReach.
    """
    row = _open(recovery_id)
    _must_judge(by, row, now)
    words = " ".join(words.split())
    if not LEAST_WORDS <= len(words) <= LONGEST_WORDS:
        raise NoWayToReach(LEAST_WORDS, LONGEST_WORDS)
    vouched = row.steps.filter(kind="vouched")
    if vouched.filter(by_id__in=queries.same_human(by)).exists():
        raise VouchedAlready
    _step(row, "vouched", by, now, words)
    here = charter.current().read(RightsCharter)
    if row.waits_until is None and vouched.count() >= here.recovery_vouchers:
        row.waits_until = now + timedelta(days=here.recovery_days)
        row.save(update_fields=["waits_until"])
        _step(row, "waits", None, now)
        _warn(row, _("People of the membership panel say that they spoke with whoever asks."), now)
        jobs.schedule(_SEND, key=str(row.id), due=row.waits_until, payload={"recovery_id": row.id})


@transaction.atomic
def refuse_account(by: int, *, recovery_id: int, words: str, now: datetime) -> None:
    """As one of the panel: it is not she, or nobody could reach her. Raises as `vouch_for_account` does."""
    row = _open(recovery_id)
    _must_judge(by, row, now)
    _finish(row, _End.REFUSED, by, now, " ".join(words.split())[:LONGEST_WORDS])


@transaction.atomic
def stop_recovery(by: int, *, now: datetime) -> None:
    """As whoever still has the account: I lost nothing. Raises NoSuchRecovery when nobody asked for it."""
    human = queries.same_human(by)
    row = Recovery.objects.select_for_update().filter(person_id__in=human, ended_at=None).first()
    if row is None:
        raise NoSuchRecovery
    _finish(row, _End.STOPPED, by, now)


def take_account_back(key: str, *, password: str, now: datetime) -> None:
    """With the link's key: from now on she signs in with the address she named and this password.

    Whoever was signed in is signed out, apps too. Hashing takes
    long, so call it in no transaction. Raises LinkIsOver, WeakPassword, EmailTaken or AccountClosed.
    """
    row = waiting_for(key, now=now)
    secret = people.hash_of(password, row.address)
    with transaction.atomic():
        locked = Recovery.objects.select_for_update().get(id=row.id)
        if locked.ended_at is not None:
            raise LinkIsOver
        people.give_account_back(locked.person_id, email=locked.address, secret=secret)
        _finish(locked, _End.GIVEN_BACK, locked.person_id, now)
        end_other_sign_ins(locked.person_id, session_key="", now=now)
        for each in queries.same_human(locked.person_id):
            for app in apps.allowed_by(Viewer(each)):
                app_actions.revoke_app(each, app_id=app.app_id, now=now)
        notifications.notify(
            person_id=locked.person_id, kind="rights.recovered", subject=f"recovery:{row.id}", now=now
        )


def waiting_for(key: str, *, now: datetime) -> Recovery:
    """The recovery whose link bears this key. Raises LinkIsOver."""
    rows = Recovery.objects.filter(key_digest=_digest(key), ended_at=None, key_until__gt=now)
    row = rows.first() if key else None
    if row is None:
        raise LinkIsOver
    return row


def _send(payload: Payload, now: datetime) -> None:
    """The one link, when nobody objected."""
    row = Recovery.objects.select_for_update().filter(id=payload["recovery_id"], ended_at=None).first()
    here = place()
    if row is None or here is None or row.waits_until is None or row.waits_until > now:
        return
    key = secrets.token_urlsafe(32)
    row.key_digest, row.key_until = _digest(key), now + _LINK_DAYS
    row.save(update_fields=["key_digest", "key_until"])
    _step(row, "link-sent", None, now)
    text = _("Your account is yours again. Choose a new password within three days, with this link:")
    link = f"{here.public_url}/account/back/{key}"
    letters.write_to_addresses([(row.address, _("Your account"), f"{text}\n\n{link}")], now=now)


def _open(recovery_id: int) -> Recovery:
    row = Recovery.objects.select_for_update().filter(id=recovery_id, ended_at=None).first()
    if row is None:
        raise NoSuchRecovery
    return row


def _must_judge(by: int, row: Recovery, now: datetime) -> None:
    queries.must_be_active(by)
    if all(each.role is not Role.MEMBERSHIP for each in mandates.held_by(by, at=now)):
        raise NotOnPanel
    if row.person_id in queries.same_human(by):
        raise OwnRecovery


def _finish(row: Recovery, end: str, by: int | None, now: datetime, words: str = "") -> None:
    row.ended_at, row.end, row.key_digest = now, end, ""
    row.save(update_fields=["ended_at", "end", "key_digest"])
    _step(row, end, by, now, words)


def _step(row: Recovery, kind: str, by: int | None, now: datetime, words: str = "") -> None:
    RecoveryStep.objects.create(id=ids.new_id(now), recovery=row, kind=kind, by_id=by, words=words, at=now)


def _warn(row: Recovery, what: str, now: datetime) -> None:
    """To the account, and to the address where it is still reached."""
    here = place()
    notifications.notify(
        person_id=row.person_id, kind="rights.recovery-asked", subject=f"recovery:{row.id}", now=now
    )
    lines = [
        what,
        _("If that is you, you need do nothing. If it is not, sign in and say no:"),
        f"{'' if here is None else here.public_url}/me/recovery",
    ]
    letters.write_to_person(
        row.person_id, subject=_("Somebody asks for your account"), text="\n\n".join(lines), now=now
    )


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


KINDS = [Kind(_SEND, _send)]
