"""The mail with what somebody has not read: only what she may still see, and only kinds that she wants so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.installation.queries import place
from commonhold.social.notifications import filtering, queries
from commonhold.social.notifications.actions.digests import unsubscribe_token
from commonhold.social.notifications.models import DigestWish
from commonhold.social.notifications.sentences import address, sentence
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import audiences

_MOST = 30


@dataclass(frozen=True)
class Line:
    """One group in the mail. `quiet` is the beginning of a post, where that is for everybody."""

    words: str
    quiet: str
    url: str
    at: datetime


def send(person_id: int, *, now: datetime) -> bool:
    """Write to her, if there is something and she still wants it. Raises what the mail server says."""
    wish = DigestWish.objects.filter(person_id=person_id).exclude(rhythm=DigestWish.Rhythm.NEVER).first()
    to, here = people.mail_address(person_id), place()
    if wish is None or to is None or here is None:
        return False
    groups = queries.for_digest(Viewer(person_id), after=wish.mailed_up_to)
    if not groups:
        return False
    through = filtering.let_through(Viewer(person_id), groups, now=now)
    if through:
        _written(person_id, to, here.public_url, through).send()
    newest = max(each.id for each in groups)
    DigestWish.objects.filter(person_id=person_id, mailed_up_to__lt=newest).update(mailed_up_to=newest)
    return True


def _written(
    person_id: int, to: str, site: str, groups: list[tuple[queries.Group, str]]
) -> EmailMultiAlternatives:
    leave = f"{site}/notifications/unsubscribe/{unsubscribe_token(person_id)}"
    name = charter.current().read(CoopCharter).name
    page = {
        "co_op": name,
        "name": people.name_of(person_id),
        "lines": [_line(each, quiet, site) for each, quiet in groups[:_MOST]],
        "more": max(0, len(groups) - _MOST),
        "site": site,
        "leave": leave,
    }
    subject = ngettext("{n} thing is new at {co_op}", "{n} things are new at {co_op}", len(groups))
    mail = EmailMultiAlternatives(
        subject=subject.format(n=len(groups), co_op=" ".join(name.split())),
        body=render_to_string("notifications/digest.txt", page),
        to=[to],
        headers={
            # RFC 8058: a mail program ends the mails with one POST, without a page.
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("notifications/digest.html", page), "text/html")
    return mail


def _line(group: queries.Group, quiet: str, site: str) -> Line:
    is_open = group.post is not None and audiences.is_open(group.post.audience)
    path = address(group)
    return Line(
        words=sentence(group),
        quiet=quiet if is_open else "",
        url=f"{site}{path}" if path else "",
        at=group.at,
    )
