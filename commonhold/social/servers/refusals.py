from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import Refusal


class NoSuchDomain(Refusal):
    def __init__(self) -> None:
        words = _("A server is called as in an address, such as elsewhere.example. Please write that alone.")
        super().__init__(words, field="domain")


class OurOwnServer(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is our own server; it can only be about others."), field="domain")


class NoSuchPolicy(Refusal):
    def __init__(self) -> None:
        words = _("Please choose one of these: limit, mute, block, allow.")
        super().__init__(words, field="policy")


class ReasonMissing(Refusal):
    def __init__(self, most: int) -> None:
        words = _("Please say why, in at most {most} characters. Everybody can read it beside the policy.")
        super().__init__(words, field="reason", most=most)


class PolicyHoldsAlready(Refusal):
    def __init__(self, domain: str) -> None:
        super().__init__(_("This holds for {domain} already."), field="policy", domain=domain)


class NothingHolds(Refusal):
    def __init__(self, domain: str) -> None:
        super().__init__(_("Nothing was decided about {domain}."), field="domain", domain=domain)
