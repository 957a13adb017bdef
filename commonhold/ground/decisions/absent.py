"""A decision of a kind that no room of this installation offers any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment
from commonhold.ground.refusal import Refusal


class RoomIsAbsent(Exception):
    """What was decided can't be carried out here until the operators install its room again.

    A crash and no Refusal: members decided it, so it waits for its room instead of failing.
    """


@dataclass(frozen=True)
class Absent(Decision):
    """It still reads and hashes as it was `written`; nothing of it is voted on anew or carried out."""

    kind = "absent"
    title = gettext_lazy("Something that only a room from outside can do")
    written: Mapping[str, int | str] = field(default_factory=dict)

    def words(self) -> str:
        said = ", ".join(f"{name} {value}" for name, value in self.written.items() if name != "kind")
        return _("“{kind}” ({said}), of a room that is not installed here").format(
            kind=self.written["kind"], said=said
        )

    def rule_name(self, charter: Charter) -> str:
        return "special"

    def check(self, charter: Charter, rule: Rule) -> None:
        raise Refusal(_("“{kind}” is not something that we can decide."), kind=self.written["kind"])

    def preview(self, charter: Charter) -> Difference:
        return Difference(self.title, "", self.words())

    def enact(self, enactment: Enactment) -> None:
        raise RoomIsAbsent(self.written["kind"])
