"""Signing in is written down, and told by mail where it is from a browser that was not here before."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonhold.civic.rights.charter import RightsCharter
from commonhold.civic.rights.models import SignIn
from commonhold.civic.rights.refusals import NoSuchSignIn
from commonhold.ground import ids
from commonhold.ground.charter import dates
from commonhold.ground.charter import queries as charter
from commonhold.ground.installation.queries import place
from commonhold.ground.writes import Delete
from commonhold.social.letters import actions as letters
from commonhold.social.people import queries as people

#: Whoever opened her account just now knows that she signs in.
_JUST_NOW = timedelta(hours=1)


@transaction.atomic
def note_sign_in(
    person_id: int, *, session_key: str, device: str, mark: str, way: str, now: datetime
) -> None:
    """Write down that the human who speaks as `person_id` signed in. `mark` is what the browser remembers."""
    login_id = people.login_of(person_id) or 0
    known = SignIn.objects.filter(login_id=login_id, mark=mark).exists()
    SignIn.objects.filter(login_id=login_id, session_key=session_key, ended_at=None).update(ended_at=now)
    SignIn.objects.create(
        id=ids.new_id(now),
        login_id=login_id,
        session_key=session_key,
        device=device[:80],
        mark=mark,
        way=way,
        at=now,
    )
    if not known and people.arrived_at(person_id) + _JUST_NOW < now:
        _tell(person_id, device, now)


@transaction.atomic
def end_sign_in(by: int, *, sign_in_id: int, now: datetime) -> None:
    """Sign out there, at once. Raises NoSuchSignIn for what isn't hers or is over."""
    row = _mine(by).filter(id=sign_in_id, ended_at=None).first()
    if row is None:
        raise NoSuchSignIn
    _end(row, now)


@transaction.atomic
def end_other_sign_ins(by: int, *, session_key: str, now: datetime) -> int:
    """Sign out everywhere but here; how many there were."""
    rows = list(_mine(by).filter(ended_at=None).exclude(session_key=session_key))
    for each in rows:
        _end(each, now)
    return len(rows)


def forget_sign_ins(now: datetime) -> None:
    """What is older than the charter's days is gone."""
    _FORGET.run_if_any(before=now - timedelta(days=charter.current().read(RightsCharter).sign_ins_days))


def _mine(by: int) -> QuerySet[SignIn]:
    return SignIn.objects.filter(login_id=people.login_of(by) or 0)


def _end(row: SignIn, now: datetime) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore().delete(row.session_key)
    row.ended_at = now
    row.save(update_fields=["ended_at"])


def _tell(person_id: int, device: str, now: datetime) -> None:
    here = place()
    lines = [
        _("Somebody signed in to your account from a browser that we had not met before."),
        _("It was {device}, on {when}.").format(device=device, when=dates.day_and_clock(now)),
        _("If it was you, all is well. If not, sign out there and change your password:"),
        f"{'' if here is None else here.public_url}/settings/sign-in",
    ]
    letters.write_to_person(person_id, subject=_("A new sign-in"), text="\n\n".join(lines), now=now)


_FORGET = Delete(lambda *, before: SignIn.objects.filter(at__lt=before))
