"""Members decide what they publish of themselves in numbers, and under which licence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.open_data import actions, queries
from commonhold.civic.open_data.refusals import NoSuchLicence, NoSuchTable, NothingPublished
from commonhold.civic.open_data.vocabulary import Licence, Table
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment, Field


@dataclass(frozen=True)
class PublishData(Decision):
    """Publish what we are in numbers, month by month: sums alone, and none that few stand behind."""

    kind = "data.publish.v1"
    is_once = True
    title = gettext_lazy("Publish open data")
    asks = {
        "licence": Field(
            gettext_lazy("Under which licence"),
            hint=gettext_lazy("What is published stays so: a licence can't be taken back."),
            choices=dict(Licence.choices),
        ),
        "tables": Field(
            gettext_lazy("Which tables"),
            hint=gettext_lazy(
                "Of members, votes, turnout, posts, moderation, income, costs, with commas. Empty: all."
            ),
        ),
    }
    licence: str
    tables: str = ""

    def words(self) -> str:
        return _("Publish each month in numbers, under {licence}: {tables}").format(
            licence=self.licence, tables=", ".join(self._named())
        )

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        if self.licence not in Licence.values:
            raise NoSuchLicence
        named = self._named()
        if not set(named) <= set(Table.values) or len(set(named)) < len(named):
            raise NoSuchTable(Table.values)

    def preview(self, charter: Charter) -> Difference:
        before = queries.publication()
        shown = "—" if before is None else f"{before.licence}: {', '.join(before.tables)}"
        return Difference(_("Open data"), shown, f"{self.licence}: {', '.join(self._named())}")

    def enact(self, enactment: Enactment) -> None:
        tables = [Table(each) for each in self._named()]
        actions.publish(tables, Licence(self.licence), because=enactment)

    def _named(self) -> list[str]:
        return [each.strip() for each in self.tables.split(",") if each.strip()] or list(Table.values)


@dataclass(frozen=True)
class StopPublishingData(Decision):
    """Publish no new months."""

    kind = "data.stop-publishing.v1"
    title = gettext_lazy("Publish no more open data")

    def words(self) -> str:
        return _("Publish no new months of open data")

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        if queries.publication() is None:
            raise NothingPublished

    def preview(self, charter: Charter) -> Difference:
        before = queries.publication()
        return Difference(_("Open data"), "—" if before is None else ", ".join(before.tables), "—")

    def enact(self, enactment: Enactment) -> None:
        actions.stop(because=enactment)
