"""What a vote may change about our rules and mandates."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from commonhold.civic.governance import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.ground.charter import actions as charter_actions
from commonhold.ground.charter import queries as charter_queries
from commonhold.ground.charter import register as charter_register
from commonhold.ground.charter.deciding import RULES, UNANIMOUS, Rule, rules_in, rules_written
from commonhold.ground.charter.section import Bounds, Parameter, Unit, Value
from commonhold.ground.charter.snapshot import Charter, strictest
from commonhold.ground.charter.words import in_words
from commonhold.ground.decisions import codec
from commonhold.ground.decisions import register as decisions_register
from commonhold.ground.decisions.decision import Decision, Difference, Enactment
from commonhold.ground.refusal import Refusal

LONGEST_TERM = 120  # months
_RULES = "deciding.rules"


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
        return charter_register.parameter(self.key).decided_by

    def check(self, charter: Charter, rule: Rule) -> None:
        own, parameter = decisions_register.changing(self.key), charter_register.parameter(self.key)
        # A whole table is written at the founding alone, when there is nothing yet to change in it.
        if own is not None and not (parameter.unit is Unit.TABLE and rule == UNANIMOUS):
            raise Refusal(_("This is changed with “{kind}”."), kind=own.kind)
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
    """The decision that sets a parameter: a room's own where it offers one, else the generic one.

    A whole table is set by the generic one, which does so at the founding alone.
    """
    own = decisions_register.changing(key)
    if own is None or charter_register.parameter(key).unit is Unit.TABLE:
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
        return charter_register.parameter(self.key).decided_by

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
        if not self.person_id.isdecimal() or members.member_of(int(self.person_id)) is None:
            raise Refusal(_("Only a member can hold a mandate."))
        if not members.is_eligible(int(self.person_id)):
            raise Refusal(_("Members of this class hold no office."))
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
        if not 1 <= len(self.text.strip()) <= 2000:
            raise Refusal(_("A resolution needs between 1 and 2000 characters."), field="text")

    def preview(self, charter: Charter) -> Difference:
        return Difference(_("Resolution"), "—", self.text)

    def enact(self, enactment: Enactment) -> None:
        """The enactment's own entry on the record is the resolution."""


@dataclass(frozen=True)
class SetRule(Decision):
    """Which rule one kind of decision, or one parameter, needs from now on."""

    kind = "charter.set-rule.v1"
    title = gettext_lazy("Change which vote a decision needs")
    changes = _RULES
    about: str  # a decision's kind or a parameter's key
    rule: str

    def words(self) -> str:
        return _("Let “{what}” need a vote under the rule “{rule}”").format(
            what=about_in_words(self.about), rule=rule_in_words(self.rule)
        )

    def rule_name(self, charter: Charter) -> str:
        return charter_register.parameter(_RULES).decided_by

    def rule_names(self, charter: Charter) -> frozenset[str]:
        """At least what holds for the table, and for that line of it: before and after."""
        after = self._after(charter)
        return frozenset({*super().rule_names(charter), *self._needs(charter), *self._needs(after)})

    def check(self, charter: Charter, rule: Rule) -> None:
        about_in_words(self.about)
        if self.rule not in RULES:
            raise Refusal(_("There is no rule “{rule}” here."), rule=self.rule, field="rule")
        after = self._after(charter)
        for each in charter_register.parameters():
            after.rule_for(each.key)  # refuses what no vote could change any more
        value = after.value(_RULES)
        charter_actions.must_allow(charter, _RULES, value, rule=rule)

    def preview(self, charter: Charter) -> Difference:
        before = strictest(charter, self._needs(charter)).name
        return Difference(
            about_in_words(self.about), rule_in_words(before), rule_in_words(self.rule), key=_RULES
        )

    def enact(self, enactment: Enactment) -> None:
        value = self._after(charter_queries.current()).value(_RULES)
        charter_actions.amend(_RULES, value, because=enactment)

    def inverse(self, charter: Charter) -> Decision:
        return SetRule(self.about, charter.rule_named(self.about, unless=self._unless(charter)))

    def _after(self, charter: Charter) -> Charter:
        rules = dict(rules_in(str(charter.value(_RULES))))
        rules[self.about] = self.rule
        if self.rule == self._unless(charter):
            del rules[self.about]  # what a decision says by itself need not stand there
        return charter.changed(_RULES, rules_written(rules))

    def _needs(self, charter: Charter) -> frozenset[str]:
        if self.about in _keys():
            return charter.rules_for(self.about)
        return frozenset({charter.rule_named(self.about, unless=self._unless(charter))})

    def _unless(self, charter: Charter) -> str:
        """The rule where the charter names none. Raises Refusal for what has no rule of its own."""
        about_in_words(self.about)
        if self.about in _keys():
            return charter_register.parameter(self.about).decided_by
        offered = decisions_register.decision(self.about)
        return _blank(offered).rule_name(charter)


def about_in_words(about: str) -> str:
    """What a line of the table of rules is about. Raises Refusal for what has no rule of its own."""
    if about in _keys():
        return str(charter_register.parameter(about).words)
    offered = decisions_register.decision(about)
    if offered.changes is not None or offered in (SetParameter, SetRange):
        raise Refusal(
            _("The vote that “{what}” needs depends on what it changes: name that part of the charter."),
            what=offered.title,
            field="about",
        )
    return str(offered.title)


def rule_in_words(name: str) -> str:
    """What a rule is called."""
    named = {
        "ordinary": pgettext("a rule", "ordinary"),
        "special": pgettext("a rule", "special"),
        "consent": pgettext("a rule", "consent"),
        "classes": pgettext("a rule", "classes"),
    }
    return named.get(name, name)


def _keys() -> frozenset[str]:
    return frozenset(each.key for each in charter_register.parameters())


def _blank(offered: type[Decision]) -> Decision:
    """One that changes nothing, to ask what all of its kind have in common."""
    types = get_type_hints(offered)
    return offered(**{each.name: 0 if types[each.name] is int else "" for each in fields(offered)})


def must_be_role(role: str) -> None:
    if role not in Role.values:
        raise Refusal(_("There is no “{role}” mandate here."), role=role)


def _read(parameter: Parameter, stored: int | str) -> Value:
    try:
        return parameter.read(stored)
    except (ValueError, ZeroDivisionError):
        raise Refusal(_("“{value}” is not a share such as 2/3."), value=stored, field="value") from None
