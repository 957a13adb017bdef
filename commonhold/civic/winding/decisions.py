"""Members can end their co-op by vote, must confirm it where the law or the charter asks them twice, and can
stop it until shares are paid."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.winding import deciding
from commonhold.civic.winding.charter import WindingCharter
from commonhold.ground.charter import queries as charter_queries
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment, Field
from commonhold.ground.ending import queries as ending

_GOES_ON = gettext_lazy("goes on")


@dataclass(frozen=True)
class WindDown(Decision):
    """End the co-op, in stages and with notice."""

    kind = "co-op.wind-down.v1"
    is_once = True
    title = gettext_lazy("End our co-op")
    asks = {
        "liquidators": Field(
            gettext_lazy("Who settles debts and shares"),
            hint=gettext_lazy("Members by their @names, with commas between them."),
        ),
        "beneficiary": Field(
            gettext_lazy("Who gets what is left"),
            hint=gettext_lazy("Where our charter gives it on: somebody who goes on with our purpose."),
        ),
    }
    liquidators: str
    beneficiary: str = ""

    def words(self) -> str:
        return _("End our co-op; {names} settle what is owed").format(
            names=", ".join(f"@{each.lstrip('@')}" for each in self._named())
        )

    def rule_name(self, charter: Charter) -> str:
        return "special"

    def check(self, charter: Charter, rule: Rule) -> None:
        deciding.must_be_possible(charter, self._named(), self.beneficiary)

    def preview(self, charter: Charter) -> Difference:
        after = {
            "given-on": _("ends; what is left goes to {name}").format(name=self.beneficiary.strip()),
            "heads": _("ends; members share alike what is left"),
            "shares": _("ends; members share what is left by their shares, or alike where nobody holds any"),
        }[charter.read(WindingCharter).remainder]
        if days := deciding.second_vote_days(charter):
            after = _("{after}; a second vote must confirm it after {n} days").format(after=after, n=days)
        return Difference(_("Our co-op"), str(_GOES_ON), after)

    def enact(self, enactment: Enactment) -> None:
        people = deciding.must_be_possible(charter_queries.current(), self._named(), self.beneficiary)
        deciding.decide_to_end(people, beneficiary=self.beneficiary.strip(), because=enactment)

    def _named(self) -> list[str]:
        return [each.strip() for each in self.liquidators.split(",") if each.strip()]


@dataclass(frozen=True)
class ConfirmWindDown(Decision):
    """The second vote, where there must be two."""

    kind = "co-op.confirm-wind-down.v1"
    title = gettext_lazy("Confirm that our co-op ends")

    def words(self) -> str:
        return _("Confirm that our co-op ends, as an earlier vote decided")

    def rule_name(self, charter: Charter) -> str:
        return "special"

    def check(self, charter: Charter, rule: Rule) -> None:
        deciding.must_wait_for_confirmation()

    def preview(self, charter: Charter) -> Difference:
        return Difference(_("Our co-op"), str(_GOES_ON), _("ends, as was decided"))

    def enact(self, enactment: Enactment) -> None:
        deciding.confirm_end(because=enactment)


@dataclass(frozen=True)
class StopWindDown(Decision):
    """Go on after all."""

    kind = "co-op.stop-wind-down.v1"
    title = gettext_lazy("Go on after all")

    def words(self) -> str:
        return _("Stop the end of our co-op, and go on")

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        deciding.must_be_stoppable()

    def preview(self, charter: Charter) -> Difference:
        stage = ending.stage()
        return Difference(_("Our co-op"), str(stage.label) if stage else str(_GOES_ON), str(_GOES_ON))

    def enact(self, enactment: Enactment) -> None:
        deciding.stop_end(because=enactment)
