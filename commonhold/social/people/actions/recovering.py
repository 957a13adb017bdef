"""An account is given back to whoever lost every way into it. Who may ask is another room's to say."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from commonhold.social.people.actions.arriving import checked_email
from commonhold.social.people.models import Login
from commonhold.social.people.refusals import AccountClosed, EmailTaken


@transaction.atomic
def give_account_back(person_id: int, *, email: str, secret: str) -> None:
    """Let her sign in with this address and the password whose hash is `secret`. Other addresses, passkeys
    and codes go. Raises EmailNotAllowed, EmailTaken or AccountClosed.
    """
    address = checked_email(email)
    row = Login.objects.select_for_update().filter(people=person_id).first()
    if row is None:
        raise AccountClosed
    EmailAddress.objects.filter(user=row).delete()
    Authenticator.objects.filter(user=row).delete()
    row.email, row.password = address, secret
    try:
        with transaction.atomic():
            row.save(update_fields=["email", "password"])
            EmailAddress.objects.create(user=row, email=address, primary=True, verified=True)
    except IntegrityError as taken:
        raise EmailTaken from taken
