"""Proving that an e-mail address is one's own."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.core import context
from django.http import HttpRequest

from commonhold.social.people import queries
from commonhold.social.people.refusals import EmailConfirmed, MailNotSent


def ask_for_confirmation(by: int, *, request: HttpRequest) -> None:
    """Mail a link that confirms the address which `by` signs in with; the request says where it leads.

    Never inside a transaction: it waits for others. Raises EmailConfirmed, also of somebody who has no
    address, or MailNotSent.
    """
    queries.must_be_here(by)
    row = EmailAddress.objects.filter(user__people=by, primary=True, verified=False).first()
    if row is None:
        raise EmailConfirmed
    try:
        with context.request_context(request):
            row.send_confirmation(request)
    except OSError as trouble:
        raise MailNotSent from trouble
