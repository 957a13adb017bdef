"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchApp(NotFound):
    """You let no such app in, or not any more."""

    def __init__(self) -> None:
        super().__init__(_("This app isn't among those that act for you. It may have been signed out."))


class NameNeeded(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("An app needs a name of at most {longest} characters.")
        super().__init__(words, field="client_name", longest=longest)


class RedirectNotAllowed(Refusal):
    def __init__(self) -> None:
        words = _(
            "A redirect URI is an absolute address such as https://app.example/back or app://back, "
            "one a line."
        )
        super().__init__(words, field="redirect_uris")


class WebsiteNotAllowed(Refusal):
    def __init__(self) -> None:
        words = _("An app's website is an address that begins with https:// or http://.")
        super().__init__(words, field="website")


class UnknownScope(Refusal):
    def __init__(self) -> None:
        super().__init__(_("At least one of these scopes isn't known here."), field="scopes")


class ValueNotAllowed(Refusal):
    def __init__(self) -> None:
        words = _("A token is made of letters, digits and . _ ~ + / - alone. Nothing was made.")
        super().__init__(words, field="value")


class TokenTaken(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This value is a token already. Nothing was made; choose another."), field="value")


class NotAnAppsToken(Refusal):
    def __init__(self) -> None:
        words = _("An app opens accounts with a token of its own, and this one acts for somebody.")
        super().__init__(words)


class NoSuchToken(NotFound):
    """The console gave her no such token, or it was taken back already."""

    def __init__(self) -> None:
        super().__init__(_("The console gave no such token to this person, or it was taken back already."))


class NotAnOpenQuestion(Refusal):
    """What an app brought can't be answered; `why` is the protocol's own word for developers."""

    def __init__(self, why: str) -> None:
        words = _(
            "An app sent you here with a question that can't be answered ({why}). Nothing was allowed. "
            "Go back to the app and try again; if it happens again, tell its makers."
        )
        super().__init__(words, why=why)
