"""Kinds of paid work: what a unit is, what it is worth, and who may verify it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonhold.civic.contributions.charter import ContributionsCharter
from commonhold.civic.contributions.models import Work
from commonhold.civic.governance.vocabulary import Role
from commonhold.ground.charter import queries as charter

#: Whoever holds one of these answers for the co-op's work. A moderator does for moderation.
ANSWER = (Role.BOARD, Role.TREASURER)


@dataclass(frozen=True)
class KindOfWork:
    code: str
    words: str | Promise
    unit: str | Promise
    verified_by: tuple[Role, ...]


KINDS = {
    Work.Kind.JURY: KindOfWork("jury", _("Jury"), _("cases"), ANSWER),
    Work.Kind.MODERATION: KindOfWork("moderation", _("Moderation"), _("hours"), (*ANSWER, Role.MODERATOR)),
    Work.Kind.HOSTING: KindOfWork("hosting", _("Looking after the server"), _("months"), ANSWER),
    Work.Kind.CODE: KindOfWork("code", _("Our program"), _("hours"), ANSWER),
}


def rates() -> dict[str, int]:
    """Minor units for a unit of each kind that is paid."""
    said = charter.current().read(ContributionsCharter)
    all_of_them = {
        "jury": said.jury_case_cents,
        "moderation": said.moderation_hour_cents,
        "hosting": said.hosting_month_cents,
        "code": said.code_hour_cents,
    }
    return {code: cents for code, cents in all_of_them.items() if cents}
