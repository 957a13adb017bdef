"""What may be known of reports, measures, cases and juries, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.civic.moderation.queries.against_law import LawReportView, law_reports
    from commonhold.civic.moderation.queries.applied import RuleLine, Year, rules_applied, taken_between, year
    from commonhold.civic.moderation.queries.desk import (
        CaseLine,
        CaseView,
        case,
        case_of_measure,
        on_duty,
        open_cases,
    )
    from commonhold.civic.moderation.queries.duties import (
        DutyView,
        case_of_duty,
        duties_of_case,
        open_duties,
        tells_of_danger,
    )
    from commonhold.civic.moderation.queries.each_rule import rules
    from commonhold.civic.moderation.queries.elsewhere import reported_elsewhere
    from commonhold.civic.moderation.queries.juries import JuryView, calls_of, draw_file, jury_of, lent_jury
    from commonhold.civic.moderation.queries.newcomers import Newcomer, newcomers_wait, suspended_newcomers
    from commonhold.civic.moderation.queries.own import MeasureView, my_measures
    from commonhold.civic.moderation.queries.register import (
        PublicCase,
        is_case,
        public_case,
        public_cases,
        who_decided,
    )
    from commonhold.civic.moderation.queries.reports import (
        Late,
        Numbers,
        Page,
        ReportView,
        answered,
        may_answer,
        numbers,
        read_late,
        reported,
        reports_of,
        waiting,
    )
    from commonhold.civic.moderation.vocabulary import Kind
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "CaseLine",
    "CaseView",
    "DutyView",
    "JuryView",
    "Kind",
    "Late",
    "LawReportView",
    "MeasureView",
    "Newcomer",
    "Numbers",
    "Page",
    "PublicCase",
    "ReportView",
    "RuleLine",
    "Year",
    "answered",
    "calls_of",
    "case",
    "case_of_duty",
    "case_of_measure",
    "draw_file",
    "duties_of_case",
    "is_case",
    "jury_of",
    "law_reports",
    "lent_jury",
    "may_answer",
    "my_measures",
    "newcomers_wait",
    "numbers",
    "on_duty",
    "open_cases",
    "open_duties",
    "public_case",
    "public_cases",
    "read_late",
    "reported",
    "reported_elsewhere",
    "reports_of",
    "rules",
    "rules_applied",
    "suspended_newcomers",
    "taken_between",
    "tells_of_danger",
    "waiting",
    "who_decided",
    "year",
]
