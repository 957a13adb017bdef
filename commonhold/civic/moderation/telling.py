"""Parties of a case are told on the house's pages; who has an app, in it too, and without a word of the case.

Apps have no name for such news. So the co-op's account writes her a direct post with one sentence and a link:
what it is about is read here alone.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from commonhold.civic.members.coop_account import open_coop_account
from commonhold.ground.installation.queries import place
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.refusal import Refusal
from commonhold.social.apps import queries as apps
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import actions as posts

_WRITES = "moderation.writes-to-an-app"
#: Where each subject is read.
_PAGES = {"report": "/reports#report-{}", "measure": "/measures#measure-{}", "jury": "/juries/{}"}


def tell(person_id: int, kind: str, *, subject: str, now: datetime) -> None:
    """Tell a party, such as of "measure:17"; inside what it tells of."""
    notifications.notify(person_id=person_id, kind=kind, subject=subject, now=now)
    if apps.allowed_by(Viewer(person_id)):
        payload = {"person_id": person_id, "subject": subject}
        jobs.schedule(_WRITES, key=f"{kind}:{subject}:{person_id}", due=now, payload=payload)


def _write(payload: Payload, now: datetime) -> None:
    """One sentence. Whoever keeps the co-op's account away, or left meanwhile, gets none."""
    here, name = place(), people.lines(ANYONE, [payload["person_id"]]).get(payload["person_id"])
    if here is None or name is None:
        return
    what, _colon, number = payload["subject"].partition(":")
    link = f"{here.public_url}{_PAGES[what].format(number)}"
    with translation.override(settings.LANGUAGE_CODE):
        words = _("There is news for you alone. You read it here: {link}").format(link=link)
    try:
        posts.publish_post(
            open_coop_account(now=now),
            text=f"@{name.handle} {words}",
            audience="direct",
            language=settings.LANGUAGE_CODE,
            format="plain",
            now=now,
        )
    except Refusal:
        return


KINDS = [Kind(_WRITES, _write)]
