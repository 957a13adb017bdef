"""What a vote may decide about other servers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment, Field
from commonhold.ground.installation.queries import place
from commonhold.social.servers import deciding, policies
from commonhold.social.servers.models import ServerPolicy
from commonhold.social.servers.naming import read_name
from commonhold.social.servers.queries import domain_of
from commonhold.social.servers.refusals import (
    NoSuchPolicy,
    NothingHolds,
    OurOwnServer,
    PolicyHoldsAlready,
    ReasonMissing,
)

LONGEST_REASON = 500

_SERVER = Field(gettext_lazy("The server"), hint="elsewhere.example")
_REASON = Field(
    gettext_lazy("Why"),
    hint=gettext_lazy("Everybody can read it. Name what happened, and where it can be seen."),
)


@dataclass(frozen=True)
class SetServerPolicy(Decision):
    """Limit, mute, block or allow another server, with all that is beneath its name."""

    kind = "servers.set-policy.v1"
    title = gettext_lazy("Limit, block or allow another server")
    asks = {
        "domain": _SERVER,
        "policy": Field(
            gettext_lazy("What holds from now on"),
            hint=gettext_lazy(
                "Limited: in no feed that is everybody's. Muted: and nobody is told of its people unless she "
                "follows them. Blocked: nothing comes in or goes out. Allowed: for when only allowed servers "
                "reach us."
            ),
            choices={
                "limit": pgettext_lazy("of a server", "Limited"),
                "mute": pgettext_lazy("of a server", "Muted"),
                "block": pgettext_lazy("of a server", "Blocked"),
                "allow": pgettext_lazy("of a server", "Allowed"),
            },
        ),
        "reason": _REASON,
    }
    domain: str
    policy: str
    reason: str

    def words(self) -> str:
        return {
            "limit": _("Keep posts of {domain} out of the feeds that are everybody's"),
            "mute": _("Mute {domain}: nobody is told of its people unless she follows them"),
            "block": _("Block {domain}: nothing comes in and nothing goes out"),
            "allow": _("Allow {domain}"),
        }.get(self.policy, "{domain}").format(domain=_named(self.domain))

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        domain = _must_be_another(self.domain)
        if self.policy not in ServerPolicy.Kind.values:
            raise NoSuchPolicy
        if not 0 < len(self.reason.strip()) <= LONGEST_REASON:
            raise ReasonMissing(LONGEST_REASON)
        before = policies.policy_on(domain)
        if before is not None and before.kind == self.policy:
            raise PolicyHoldsAlready(domain)

    def preview(self, charter: Charter) -> Difference:
        return Difference(_named(self.domain), _held(_named(self.domain)), _word(self.policy))

    def enact(self, enactment: Enactment) -> None:
        deciding.set_policy(
            _must_be_another(self.domain), kind=self.policy, reason=self.reason.strip(), because=enactment
        )


@dataclass(frozen=True)
class EndServerPolicy(Decision):
    """What was decided about a server holds no more."""

    kind = "servers.end-policy.v1"
    title = gettext_lazy("End what holds for another server")
    asks = {"domain": _SERVER}
    domain: str

    def words(self) -> str:
        return _("End what was decided about {domain}").format(domain=_named(self.domain))

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        if policies.policy_on(_must_be_another(self.domain)) is None:
            raise NothingHolds(_named(self.domain))

    def preview(self, charter: Charter) -> Difference:
        return Difference(_named(self.domain), _held(_named(self.domain)), _("nothing special"))

    def enact(self, enactment: Enactment) -> None:
        deciding.end_policy(_must_be_another(self.domain), because=enactment)


def _named(domain: str) -> str:
    return domain.strip().lower()


def _must_be_another(domain: str) -> str:
    name = read_name(domain)
    here = place()
    if here is not None and name == domain_of(here.public_url):
        raise OurOwnServer
    return name


def _held(domain: str) -> str:
    found = policies.policy_on(domain)
    return _("nothing special") if found is None else _word(found.kind)


def _word(policy: str) -> str:
    return {
        "limit": _("limited"),
        "mute": _("muted"),
        "block": _("blocked"),
        "allow": _("allowed"),
    }.get(policy, policy)
