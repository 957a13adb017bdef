from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter

_RULES = """\
Be kind: no insults, no threats, no harassment.
Nobody is worth less for where they come from, what they believe or whom they love.
What somebody told you in private stays private.
No advertising that nobody asked for, and no pretending to be somebody else.
What may hurt to see stands behind a warning.
Nothing that the law forbids."""


@dataclass(frozen=True)
class ModerationCharter(Section):
    """What holds here among people, and how it is brought up."""

    section = "moderation"
    title = _("Rules among ourselves")

    rules: str = parameter(
        _RULES,
        words=_("Our rules, one to a line"),
        unit=Unit.TEXT,
        low=1,
        high=3000,
        decided_by="special",
        because=_("Whoever reports something says which of them was broken."),
    )
    reports_a_day: int = parameter(
        20,
        words=_("Reports that one person may send in a day"),
        unit=Unit.REPORTS,
        low=3,
        high=200,
        because=_("Enough for a bad day, and too few to bury those who read them."),
    )

    @property
    def each_rule(self) -> list[str]:
        """The rules one by one, in their order."""
        return [line for each in self.rules.splitlines() if (line := each.strip()[:300])]
