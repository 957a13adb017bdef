"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab, Way

KINDS = [
    Kind(
        "moderation.reported",
        title=_("Something is reported, and you hold a mandate"),
        one=_("Somebody reported something. It waits to be read."),
        tab=Tab.CO_OP,
        leads_to="/moderation/reports#report-{number}",
    ),
    Kind(
        "moderation.report-late",
        title=_("A report that nobody read in time"),
        one=_("Nobody has read a report in time. It still waits, and everybody who holds a mandate is told."),
        tab=Tab.CO_OP,
        leads_to="/moderation/reports#report-{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "moderation.report-answered",
        title=_("A report of yours is answered"),
        one=_("Your report is answered."),
        tab=Tab.CO_OP,
        leads_to="/reports#report-{number}",
    ),
    Kind(
        "moderation.acted",
        title=_("Something was done about what you reported"),
        one=_("Something was done about what you reported. The register of cases says what."),
        tab=Tab.CO_OP,
        leads_to="/reports#report-{number}",
    ),
    Kind(
        "moderation.measured",
        title=_("A measure is taken on something of yours"),
        one=_("A measure is taken on something of yours. You read why, and can appeal."),
        tab=Tab.CO_OP,
        leads_to="/measures#measure-{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "moderation.measure-ended",
        title=_("A measure on you ends"),
        one=_("A measure on you is over. What it took is given back."),
        tab=Tab.CO_OP,
        leads_to="/measures#measure-{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "moderation.upheld",
        title=_("An appeal of yours is answered"),
        one=_("Your appeal is answered: the measure stays."),
        tab=Tab.CO_OP,
        leads_to="/measures#measure-{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "moderation.jury-drawn",
        title=_("A jury is drawn for your case"),
        one=_("A jury is drawn for your case."),
        tab=Tab.CO_OP,
        leads_to="/measures#measure-{number}",
    ),
    Kind(
        "moderation.appealed",
        title=_("Somebody appeals, and you hold a mandate"),
        one=_("Somebody appeals. It waits for a second pair of eyes."),
        tab=Tab.CO_OP,
        leads_to="/moderation/cases/{number}",
    ),
    Kind(
        "moderation.escalated",
        title=_("A case that nobody decided in time"),
        one=_("Nobody decided on a case in time, and it can't just end. It needs you."),
        tab=Tab.CO_OP,
        leads_to="/moderation/cases/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "moderation.called",
        title=_("You are called to a jury"),
        one=_("The lot calls you to a jury. Say whether you can sit."),
        tab=Tab.CO_OP,
        leads_to="/juries/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "moderation.bench-called",
        title=_("The lot calls you, of the bench, to an appeal"),
        one=_(
            "An appeal comes before the bench, and the lot calls you. Read it, or say that you stand aside."
        ),
        tab=Tab.CO_OP,
        leads_to="/juries/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "moderation.duty",
        title=_("The law asks for a report, and you hold a mandate"),
        one=_("The law asks that an authority is told of a case. Its page says which, and until when."),
        tab=Tab.CO_OP,
        leads_to="/moderation/cases/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "moderation.duty-late",
        title=_("A report that the law asks for is late"),
        one=_("A report to an authority is late. Make it now; the case's page says to whom."),
        tab=Tab.CO_OP,
        leads_to="/moderation/cases/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "moderation.law-report",
        title=_("Something is reported as against the law, and you hold a mandate"),
        one=_("Something is reported as against the law. It waits to be read."),
        tab=Tab.CO_OP,
        leads_to="/moderation/law#report-{number}",
        ways=frozenset(Way),
    ),
]
