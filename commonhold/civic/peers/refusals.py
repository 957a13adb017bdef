"""Why another co-op can't become a peer, or stop being one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.ground.refusal import NotFound, Refusal


class PeerThere(Refusal):
    def __init__(self) -> None:
        super().__init__(_("We witness this co-op's record already. Nothing was changed."), field="url")


class PeerIsUs(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is our own address. A record is witnessed by others."), field="url")


class NotAnAddress(Refusal):
    def __init__(self) -> None:
        words = _("The address must look like https://other-coop.example, as people open it in a browser.")
        super().__init__(words, field="url")


class NotAKey(Refusal):
    def __init__(self, field: str) -> None:
        words = _("This is no key of a record. The other co-op's page “Record” shows both of its keys.")
        super().__init__(words, field=field)


class PeerNamed(Refusal):
    def __init__(self, longest: int) -> None:
        super().__init__(_("A name has between 2 and {n} characters."), field="name", n=longest)


class NoSuchPeer(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such co-op among those that we witness."), field="peer")
