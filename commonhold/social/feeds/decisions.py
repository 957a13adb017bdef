"""What a vote may change about feeds."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.ground.charter import actions as charter_actions
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment, Field
from commonhold.ground.refusal import Refusal
from commonhold.social.feeds import documents
from commonhold.social.feeds.charter import FeedsCharter
from commonhold.social.people.queries import ANYONE

COMMUNITY = "feeds.community"


@dataclass(frozen=True)
class AdoptFeed(Decision):
    """The order of home feeds for whoever chose none; "" is newest first.

    It must still be published when it is carried out: nobody is ordered by what she can't read.
    """

    kind = "feeds.adopt.v1"
    title = gettext_lazy("Adopt an order for our home feeds")
    changes = COMMUNITY
    asks = {
        "sha256": Field(
            gettext_lazy("The feed's fingerprint (SHA-256)"),
            hint=gettext_lazy("Each published feed shows it. Leave it empty for newest first."),
        )
    }
    sha256: str = ""

    def words(self) -> str:
        if not self.sha256:
            return _("Let home feeds stand newest first, unless somebody chooses another order")
        return _("Let home feeds stand in the order of “{feed}”, unless somebody chooses another").format(
            feed=_named(self.sha256)
        )

    def rule_name(self, charter: Charter) -> str:
        return charter.rule_for(COMMUNITY).name

    def check(self, charter: Charter, rule: Rule) -> None:
        charter_actions.must_allow(charter, COMMUNITY, self.sha256, rule=rule)
        if self.sha256 and self.sha256 != charter.read(FeedsCharter).community:
            documents.must_be_readable(ANYONE, self.sha256)

    def preview(self, charter: Charter) -> Difference:
        before, after = (_said(each) for each in (charter.read(FeedsCharter).community, self.sha256))
        return Difference(_("The order of home feeds"), before, after, key=COMMUNITY)

    def enact(self, enactment: Enactment) -> None:
        charter_actions.amend(COMMUNITY, self.sha256, because=enactment)

    def inverse(self, charter: Charter) -> Decision:
        return AdoptFeed(charter.read(FeedsCharter).community)


def _said(digest: str) -> str:
    return f"{_named(digest)} ({digest[:12]}…)" if digest else _("newest first")


def _named(digest: str) -> str:
    try:
        return documents.title_of(ANYONE, digest)
    except Refusal:
        return digest[:12]
