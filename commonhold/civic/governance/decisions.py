"""What a vote may change about our rules and mandates."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonhold.civic.governance import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.ground.charter import actions as charter_actions
from commonhold.ground.charter import register as charter_register
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.section import Bounds, Parameter, Unit, Value
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.charter.words import in_words
from commonhold.ground.decisions import codec
from commonhold.ground.decisions import register as decisions_register
from commonhold.ground.decisions.decision import Decision, Difference, Enactment
from commonhold.ground.refusal import Refusal

LONGEST_TERM = 120  # months


@dataclass(frozen=True)
class SetParameter(Decision):
    """One number, text or rule of the charter, from the moment of enactment."""

    kind = "charter.set-parameter.v1"
    title = gettext_lazy("Change a number, text or rule of the charter")
    key: str
    value: int | str  # a share as "n/d"

    def words(self) -> str:
        parameter = charter_register.parameter(self.key)
        return _("Set “{what}” to {value}").format(
            what=parameter.words, value=in_words(parameter, _read(parameter, self.value))
        )

    def rule_name(self, charter: Charter) -> str:
        return charter.rule_for(self.key).name

    def check(self, charter: Charter, rule: Rule) -> None:
        own = decisions_register.changing(self.key)
        if own is not None:
            raise Refusal(_("This is changed with “{kind}”."), kind=own.kind)
        parameter = charter_register.parameter(self.key)
        charter_actions.must_allow(charter, self.key, _read(parameter, self.value), rule=rule)

    def preview(self, charter: Charter) -> Difference:
        parameter = charter_register.parameter(self.key)
        before, after = charter.value(self.key), _read(parameter, self.value)
        return Difference(
            parameter.words, in_words(parameter, before), in_words(parameter, after), key=self.key
        )

    def enact(self, enactment: Enactment) -> None:
        parameter = charter_register.parameter(self.key)
        charter_actions.amend(self.key, _read(parameter, self.value), because=enactment)

    def inverse(self, charter: Charter) -> Decision:
        parameter = charter_register.parameter(self.key)
        return SetParameter(self.key, parameter.write(charter.value(self.key)))

    def touches(self) -> tuple[str, ...]:
        return (self.key,)

    def precondition(self, charter: Charter) -> str:
        """A text is replaced as a whole, so it must still be the text that members compared it with."""
        parameter = charter_register.parameter(self.key)
        return f"{self.key}: {charter.value(self.key)}" if parameter.unit is Unit.TEXT else ""


def setting(key: str, stored: int | str) -> Decision:
    """The decision that sets a parameter: a room's own where it offers one, else the generic one."""
    own = decisions_register.changing(key)
    if own is None:
        return SetParameter(key, stored)
    value_field = fields(own)[0].name
    return codec.decode({"kind": own.kind, value_field: stored})


@dataclass(frozen=True)
class SetRange(Decision):
    """A range inside which the holder of a mandate may set a number alone, on the record."""

    kind = "charter.set-range.v1"
    title = gettext_lazy("Let a mandate set a number within a range")
    key: str
    low: int | str
    high: int | str
    role: str

    def words(self) -> str:
        parameter = charter_register.parameter(self.key)
        return _("Let the {role} set “{what}” between {low} and {high}").format(
            role=Role(self.role).label,
            what=parameter.words,
            low=self._say(self.low),
            high=self._say(self.high),
        )

    def rule_name(self, charter: Charter) -> str:
        return charter.rule_for(self.key).name

    def check(self, charter: Charter, rule: Rule) -> None:
        must_be_role(self.role)
        charter_actions.must_allow(charter, self.key, charter.value(self.key), rule=rule)
        bounds = self._bounds()
        if bounds.low > bounds.high or not bounds.within(charter.bounds(self.key)):
            allowed = charter.bounds(self.key)
            raise Refusal(
                _("The range must lie between {low} and {high}."), low=allowed.low, high=allowed.high
            )

    def preview(self, charter: Charter) -> Difference:
        parameter = charter_register.parameter(self.key)
        now = charter.ranges.get(self.key)
        before = _("only by vote")
        if now is not None:
            before = f"{self._say(now.bounds.low)} – {self._say(now.bounds.high)} ({Role(now.mandate).label})"
        after = f"{self._say(self.low)} – {self._say(self.high)} ({Role(self.role).label})"
        return Difference(parameter.words, before, after, key=self.key)

    def enact(self, enactment: Enactment) -> None:
        charter_actions.delegate(self.key, self._bounds(), mandate=self.role, because=enactment)

    def touches(self) -> tuple[str, ...]:
        return (self.key,)

    def _bounds(self) -> Bounds:
        parameter = charter_register.parameter(self.key)
        try:
            return Bounds(parameter.number(self.low), parameter.number(self.high))
        except (TypeError, ValueError):
            raise Refusal(_("“{what}” has no range."), what=parameter.words) from None

    def _say(self, value: Value) -> str:
        parameter = charter_register.parameter(self.key)
        return in_words(parameter, _read(parameter, value) if isinstance(value, int | str) else value)


@dataclass(frozen=True)
class AppointMandate(Decision):
    """Give a member a mandate."""

    kind = "governance.appoint-mandate.v1"
    title = gettext_lazy("Give a member a mandate")
    person_id: str  # decimal: an id is longer than JSON's exact integers
    role: str
    months: int = 0  # how long it lasts; 0: until it is taken back

    def words(self) -> str:
        words = _("Give {name} the {role} mandate")
        if self.months:
            words = ngettext(
                "Give {name} the {role} mandate for {n} month",
                "Give {name} the {role} mandate for {n} months",
                self.months,
            )
        return words.format(name=mandates.name_of(self.person_id), role=Role(self.role).label, n=self.months)

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        must_be_role(self.role)
        must_reach(charter, self.rule_name(charter), rule)
        if not self.person_id.isdecimal() or members.member_of(int(self.person_id)) is None:
            raise Refusal(_("Only a member can hold a mandate."))
        if not 0 <= self.months <= LONGEST_TERM:
            raise Refusal(_("A mandate lasts {n} months at most."), n=LONGEST_TERM, field="months")

    def preview(self, charter: Charter) -> Difference:
        return Difference(Role(self.role).label, "—", mandates.name_of(self.person_id))

    def inverse(self, charter: Charter) -> Decision:
        return EndMandate(self.person_id, self.role)

    def enact(self, enactment: Enactment) -> None:
        mandates.give(int(self.person_id), Role(self.role), months=self.months, because=enactment)


@dataclass(frozen=True)
class EndMandate(Decision):
    """Take a mandate back before its time."""

    kind = "governance.end-mandate.v1"
    title = gettext_lazy("Take a mandate back")
    person_id: str
    role: str

    def words(self) -> str:
        return _("End {name}'s {role} mandate").format(
            name=mandates.name_of(self.person_id), role=Role(self.role).label
        )

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        must_be_role(self.role)
        must_reach(charter, self.rule_name(charter), rule)
        if not self.person_id.isdecimal():
            raise Refusal(_("A mandate is held by a person."))

    def preview(self, charter: Charter) -> Difference:
        return Difference(Role(self.role).label, mandates.name_of(self.person_id), "—")

    def inverse(self, charter: Charter) -> Decision:
        return AppointMandate(self.person_id, self.role)

    def enact(self, enactment: Enactment) -> None:
        mandates.end(int(self.person_id), Role(self.role), because=enactment)


@dataclass(frozen=True)
class Resolve(Decision):
    """A resolution: it changes no number, it says what we want. It stands on the record all the same."""

    kind = "governance.resolve.v1"
    title = gettext_lazy("Resolve something in words")
    text: str

    def words(self) -> str:
        return self.text

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        must_reach(charter, self.rule_name(charter), rule)
        if not 1 <= len(self.text.strip()) <= 2000:
            raise Refusal(_("A resolution needs between 1 and 2000 characters."), field="text")

    def preview(self, charter: Charter) -> Difference:
        return Difference(_("Resolution"), "—", self.text)

    def enact(self, enactment: Enactment) -> None:
        """The enactment's own entry on the record is the resolution."""


def must_be_role(role: str) -> None:
    if role not in Role.values:
        raise Refusal(_("There is no “{role}” mandate here."), role=role)


def must_reach(charter: Charter, name: str, rule: Rule) -> None:
    """Refuse when a vote under `rule` is weaker than the rule of this name asks."""
    needed = charter.rule(name)
    if not rule.is_at_least(needed):
        raise Refusal(
            _("This needs a vote in which at least {threshold} agree and {quorum} of all members take part."),
            threshold=needed.threshold,
            quorum=needed.quorum,
        )


def _read(parameter: Parameter, stored: int | str) -> Value:
    try:
        return parameter.read(stored)
    except (ValueError, ZeroDivisionError):
        raise Refusal(_("“{value}” is not a share such as 2/3."), value=stored, field="value") from None
