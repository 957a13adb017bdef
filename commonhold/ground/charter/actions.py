"""The charter's only writers. `decisions` calls them while it enacts; nobody else may."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.ground import ids, once
from commonhold.ground.charter import queries, register
from commonhold.ground.charter.deciding import Rule, must_be_asked
from commonhold.ground.charter.models import Amendment, Delegation, Version
from commonhold.ground.charter.section import Bounds, Parameter, Unit, Value
from commonhold.ground.charter.snapshot import Charter, Clause
from commonhold.ground.prepared import Prepared
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal
from commonhold.ground.writes import Insert

_LONGEST_IN_LEAF = 2_000  # characters of a text
# A founding writes some two hundred.
_AMENDMENTS: Insert[Amendment] = Insert(Amendment)
_OF_ENACTMENT = Prepared(lambda enactment: Version.objects.filter(enactment_id=enactment))


class Authority(Protocol):
    """What gives the right to change the charter: an enactment."""

    @property
    def id(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def reference(self) -> str: ...
    @property
    def rule(self) -> Rule: ...
    @property
    def mandate(self) -> str: ...


def must_allow(charter: Charter, key: str, value: Value, *, rule: Rule) -> None:
    """Refuse a value outside its bounds or beyond a limit such as the law's, or a vote too weak for it."""
    parameter = register.parameter(key)
    _must_fit(parameter, value)
    needed = charter.rule_for(key)
    must_be_asked(rule, needed)
    if not rule.is_at_least(needed):
        raise Refusal(
            _(
                "“{what}” can only be changed by a vote in which at least {threshold} agree and {quorum} "
                "of all members take part."
            ),
            what=parameter.words,
            threshold=needed.threshold,
            quorum=needed.quorum,
        )
    _must_be_within_limits(charter, key, value)


@transaction.atomic
def amend(key: str, value: Value, *, because: Authority) -> None:
    """Write a parameter's new value. Raises Refusal when the bounds or the vote's rule don't allow it.

    A mandate's holder may write inside the range that a vote gave her; everything else needs the vote.
    """
    if because.mandate:
        _must_be_delegated(key, value, because.mandate)
        _must_be_within_limits(queries.current(), key, value)
    else:
        must_allow(queries.current(), key, value, rule=because.rule)
    parameter = register.parameter(key)
    before = queries.current().value(key)
    version = _version(because)
    stored = parameter.write(value)
    if _is_written_in(version, key):  # one vote may change two lines of a table
        Amendment.objects.filter(version=version, key=key).update(value=stored)
    else:
        _AMENDMENTS.one(id=ids.new_id(because.at), version_id=version.id, key=key, value=stored)
    queries.amended(version.id, key, Clause(value, version.at, version.reference, version.number))
    record.append(
        "charter.amended",
        {
            "version": version.number,
            "key": key,
            "before": _on_record(parameter.write(before)),
            "after": _on_record(stored),
            "reference": because.reference,
        },
        about=because.reference,
        now=because.at,
    )


@transaction.atomic
def delegate(key: str, bounds: Bounds, *, mandate: str, because: Authority) -> None:
    """Let holders of a mandate set `key` alone inside `bounds`, until another vote says otherwise."""
    parameter = register.parameter(key)
    here = queries.current()
    must_allow(here, key, here.value(key), rule=because.rule)
    if parameter.unit in {Unit.TEXT, Unit.CHOICE, Unit.TABLE} or parameter.guards is not None:
        raise Refusal(_("“{what}” can only be set by a vote."), what=parameter.words)
    if because.mandate or not bounds.within(parameter.bounds):
        raise _out_of_bounds(parameter)
    version = _version(because)
    low, high = parameter.write(bounds.low), parameter.write(bounds.high)
    Delegation.objects.create(
        id=ids.new_id(because.at), version=version, key=key, low=low, high=high, mandate=mandate
    )
    queries.forget(version.id)
    body: dict[str, int | str] = {"version": version.number, "key": key, "low": low, "high": high}
    body |= {"mandate": mandate, "reference": because.reference}
    record.append("charter.delegated", body, about=because.reference, now=because.at)


@transaction.atomic
def extend(*, now: datetime) -> list[str]:
    """After an upgrade, write down the defaults of parameters that the charter did not have yet.

    Existing values never change. Returns the new keys; does nothing before the founding.
    """
    here = queries.current()
    missing = [each for each in register.parameters() if each.key not in here.clauses]
    if here.version == 0 or not missing:
        return []
    version = Version.objects.create(
        id=ids.new_id(now), number=here.version + 1, at=now, reference="upgrade", enactment_id=None
    )
    once.changed()
    for parameter in missing:
        stored = parameter.write(parameter.default)
        Amendment.objects.create(id=ids.new_id(now), version=version, key=parameter.key, value=stored)
        body: dict[str, int | str] = {"version": version.number, "key": parameter.key, "after": stored}
        record.append("charter.extended", body, now=now)
    return [each.key for each in missing]


def _on_record(stored: int | str) -> int | str:
    """A value as the record's leaf bears it: of a long text the SHA-256 alone, since leaves are short."""
    if isinstance(stored, int) or len(stored) <= _LONGEST_IN_LEAF:
        return stored
    return f"sha256:{hashlib.sha256(stored.encode()).hexdigest()}"


def _is_written_in(version: Version, key: str) -> bool:
    clause = queries.current().clauses.get(key)
    return clause is not None and clause.version == version.number


def _version(because: Authority) -> Version:
    existing: list[Version] = _OF_ENACTMENT.instances(enactment=because.id)
    if existing:
        return existing[0]
    number = queries.current().version + 1
    once.changed()
    return Version.objects.create(
        id=ids.new_id(because.at),
        number=number,
        at=because.at,
        reference=because.reference,
        enactment_id=because.id,
    )


def _must_fit(parameter: Parameter, value: Value) -> None:
    try:
        parameter.write(value)
    except TypeError:
        raise Refusal(
            _("“{what}” is counted in {unit}."), what=parameter.words, unit=parameter.unit
        ) from None
    if value not in parameter.bounds:
        raise _out_of_bounds(parameter)
    if not parameter.valid(value):
        raise Refusal(
            _("“{value}” is not known here as a value of “{what}”."), value=value, what=parameter.words
        )


def _must_be_within_limits(charter: Charter, key: str, value: Value) -> None:
    for limit in register.limits():
        limit(charter, key, value)


def _out_of_bounds(parameter: Parameter) -> Refusal:
    bounds = parameter.bounds
    if bounds.choices:
        return Refusal(
            _("“{what}” is one of: {choices}."), what=parameter.words, choices=", ".join(bounds.choices)
        )
    words = (
        _("“{what}” must have between {low} and {high} characters.")
        if parameter.unit is Unit.TEXT
        else _("“{what}” must stay between {low} and {high}.")
    )
    return Refusal(words, what=parameter.words, low=bounds.low, high=bounds.high, field="value")


def _must_be_delegated(key: str, value: Value, mandate: str) -> None:
    parameter = register.parameter(key)
    _must_fit(parameter, value)
    allowed = queries.current().ranges.get(key)
    if allowed is None or allowed.mandate != mandate:
        raise Refusal(_("No vote has let you set “{what}” alone. You can propose it."), what=parameter.words)
    if value not in allowed.bounds:
        raise Refusal(
            _("A vote lets you set “{what}” between {low} and {high}. For more, propose it."),
            what=parameter.words,
            low=allowed.bounds.low,
            high=allowed.bounds.high,
        )
