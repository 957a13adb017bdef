"""What a vote may carry out about meetings."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.meetings.models import Adoption, ReportSnapshot
from commonhold.civic.meetings.refusals import AdoptedAlready, NoSuchReport, ReportChanged
from commonhold.civic.meetings.vocabulary import Report
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment


@dataclass(frozen=True)
class AdoptReport(Decision):
    """Adopt one of the year's reports, as it was laid before the annual meeting."""

    kind = "meetings.adopt-report.v1"
    title = gettext_lazy("Adopt one of the year's reports")
    meeting_id: str  # decimal: an id is longer than JSON's exact integers
    report: str
    sha256: str

    def words(self) -> str:
        return _("Adopt the {report} of “{meeting}”").format(report=self._label(), meeting=self._title())

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        row = self._row()
        if row is None:
            raise NoSuchReport
        if row.sha256 != self.sha256:
            raise ReportChanged
        if hasattr(row, "adoption"):
            raise AdoptedAlready

    def preview(self, charter: Charter) -> Difference:
        return Difference(self._label(), _("not adopted"), _("adopted"))

    def enact(self, enactment: Enactment) -> None:
        row = self._row()
        if row is None:
            raise NoSuchReport
        Adoption.objects.create(snapshot=row, reference=enactment.reference, at=enactment.at)

    def _row(self) -> ReportSnapshot | None:
        if not (self.meeting_id.isascii() and self.meeting_id.isdecimal() and len(self.meeting_id) < 20):
            return None
        return ReportSnapshot.objects.filter(meeting_id=int(self.meeting_id), report=self.report).first()

    def _label(self) -> str:
        return str(Report(self.report).label) if self.report in Report.values else self.report

    def _title(self) -> str:
        row = self._row()
        return self.meeting_id if row is None else row.meeting.title
