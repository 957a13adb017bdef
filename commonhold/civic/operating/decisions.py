"""Who holds what the servers hang on is decided by vote."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.operating import actions, queries
from commonhold.civic.operating.models import Task
from commonhold.civic.operating.refusals import NoSuchMember
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment, Field

_ASKS = {
    "task": Field(gettext_lazy("What"), choices=dict(Task.choices)),
    "handle": Field(gettext_lazy("The member's name here"), hint=gettext_lazy("Her @name, such as ada.")),
}


@dataclass(frozen=True)
class NameHolder(Decision):
    """Have a member hold what the servers hang on."""

    kind = "operating.name-holder.v1"
    title = gettext_lazy("Name who holds the domain, the machine, the bank or the keys")
    asks = _ASKS
    task: str
    handle: str

    def words(self) -> str:
        return _("@{handle} holds for the co-op: {task}").format(
            handle=_tidy(self.handle), task=_label(self.task)
        )

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        actions.must_be_task(self.task)
        _member(self.handle)

    def preview(self, charter: Charter) -> Difference:
        return Difference(_label(self.task), "—", f"@{_tidy(self.handle)}")

    def inverse(self, charter: Charter) -> Decision:
        return EndHolder(self.task, self.handle)

    def enact(self, enactment: Enactment) -> None:
        actions.name_holder(_member(self.handle), self.task, because=enactment)


@dataclass(frozen=True)
class EndHolder(Decision):
    """Have a member hold it no more."""

    kind = "operating.end-holder.v1"
    title = gettext_lazy("Have somebody hold it no more")
    asks = _ASKS
    task: str
    handle: str

    def words(self) -> str:
        return _("@{handle} holds no more for the co-op: {task}").format(
            handle=_tidy(self.handle), task=_label(self.task)
        )

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        actions.must_be_task(self.task)
        _member(self.handle)

    def preview(self, charter: Charter) -> Difference:
        return Difference(_label(self.task), f"@{_tidy(self.handle)}", "—")

    def enact(self, enactment: Enactment) -> None:
        actions.end_holder(_member(self.handle), self.task, because=enactment)


def _tidy(handle: str) -> str:
    return handle.strip().lstrip("@").lower()


def _label(task: str) -> str:
    return str(dict(Task.choices).get(task, task))


def _member(handle: str) -> int:
    found = queries.member_called(handle)
    if found is None:
        raise NoSuchMember
    return found
