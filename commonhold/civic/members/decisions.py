"""What a vote may change about classes of members, and about who belongs to which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.members import classes, fakes, moving, queries
from commonhold.civic.members.charter import ClassesCharter
from commonhold.civic.members.classes import MemberClass
from commonhold.civic.members.refusals import (
    BelongsAlready,
    MembersOnly,
    NoSuchClass,
    NoSuchPause,
    StillBelong,
)
from commonhold.ground.charter import actions as charter_actions
from commonhold.ground.charter import queries as charter_queries
from commonhold.ground.charter import register as charter_register
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people

_TABLE = "classes.table"


@dataclass(frozen=True)
class SetClass(Decision):
    """A class of members: a new one, or other words and rights for one that there is. Rights are 1 or 0."""

    kind = "members.set-class.v1"
    title = gettext_lazy("Add or change a class of members")
    changes = _TABLE
    key: str
    name: str
    description: str = ""
    votes: int = 1
    proposes: int = 1
    stands: int = 1
    joins: int = 1
    apart: int = 1
    weight: int = 1

    def words(self) -> str:
        return _("Have a class of members “{name}” ({rights})").format(
            name=self.name, rights=", ".join(classes.rights_of(self._made()))
        )

    def rule_name(self, charter: Charter) -> str:
        return charter_register.parameter(_TABLE).decided_by

    def check(self, charter: Charter, rule: Rule) -> None:
        if not classes.is_fit(self._made()):
            raise Refusal(
                _(
                    "A class has a key of small letters, digits and dashes, a name of up to {name} "
                    "characters, a description of up to {most}, and a weight from 1 to {weight}."
                ),
                name=classes.LONGEST_NAME,
                most=classes.LONGEST_WORDS,
                weight=classes.HEAVIEST,
            )
        _must_be_a_table(charter, self._after(charter), rule)

    def preview(self, charter: Charter) -> Difference:
        before = charter.read(ClassesCharter).named(self.key)
        return Difference(self.name or self.key, _line(before), _line(self._made()), key=_TABLE)

    def enact(self, enactment: Enactment) -> None:
        after = classes.written(self._after(charter_queries.current()))
        charter_actions.amend(_TABLE, after, because=enactment)

    def _made(self) -> MemberClass:
        return MemberClass(
            self.key,
            self.name,
            self.description,
            self.votes,
            self.proposes,
            self.stands,
            self.joins,
            self.apart,
            self.weight,
        )

    def _after(self, charter: Charter) -> Sequence[MemberClass]:
        here = charter.read(ClassesCharter)
        if here.named(self.key) is None:
            return [*here.every, self._made()]
        return [self._made() if each.key == self.key else each for each in here.every]


@dataclass(frozen=True)
class EndClass(Decision):
    """Take a class that nobody belongs to off the list."""

    kind = "members.end-class.v1"
    title = gettext_lazy("End a class of members")
    key: str

    def words(self) -> str:
        return _("End the class of members “{key}”").format(key=self.key)

    def rule_name(self, charter: Charter) -> str:
        return charter_register.parameter(_TABLE).decided_by

    def touches(self) -> tuple[str, ...]:
        return (_TABLE,)

    def check(self, charter: Charter, rule: Rule) -> None:
        if charter.read(ClassesCharter).named(self.key) is None:
            raise NoSuchClass(self.key)
        how_many = queries.in_class(self.key)
        if how_many:
            raise StillBelong(how_many)
        _must_be_a_table(charter, self._after(charter), rule)

    def preview(self, charter: Charter) -> Difference:
        before = charter.read(ClassesCharter).named(self.key)
        return Difference(self.key, _line(before), "—", key=_TABLE)

    def enact(self, enactment: Enactment) -> None:
        after = classes.written(self._after(charter_queries.current()))
        charter_actions.amend(_TABLE, after, because=enactment)

    def _after(self, charter: Charter) -> Sequence[MemberClass]:
        return [each for each in charter.read(ClassesCharter).every if each.key != self.key]


@dataclass(frozen=True)
class MoveMember(Decision):
    """Put a member into another class."""

    kind = "members.move-member.v1"
    title = gettext_lazy("Move a member to another class")
    person_id: str  # decimal: an id is longer than JSON's exact integers
    to: str

    def words(self) -> str:
        return _("Move {name} to the class “{to}”").format(name=self._name(), to=_title(self.to))

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        member = queries.member_of(int(self.person_id)) if self.person_id.isdecimal() else None
        if member is None:
            raise MembersOnly
        moving.known(self.to)
        if member.class_key == self.to:
            raise BelongsAlready

    def preview(self, charter: Charter) -> Difference:
        member = queries.member_of(int(self.person_id))
        return Difference(self._name(), _title("" if member is None else member.class_key), _title(self.to))

    def enact(self, enactment: Enactment) -> None:
        moving.move(int(self.person_id), to=self.to, by=None, reference=enactment.reference, now=enactment.at)

    def _name(self) -> str:
        return people.name_of(int(self.person_id)) if self.person_id.isdecimal() else self.person_id


@dataclass(frozen=True)
class LiftVouchingPause(Decision):
    """Let somebody vouch again who vouched for proven fakes: her appeal to the members."""

    kind = "members.lift-vouching-pause.v1"
    title = gettext_lazy("Let a member vouch again")
    pause: str  # decimal: the row's id

    def words(self) -> str:
        found = self._found()
        return _("Let member {number} vouch again").format(
            number="—" if found is None else found.member_number
        )

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        if self._found() is None:
            raise NoSuchPause

    def preview(self, charter: Charter) -> Difference:
        return Difference(self.words(), _("Her vouching rests, or she was warned"), _("Lifted"))

    def enact(self, enactment: Enactment) -> None:
        fakes.lift(int(self.pause), reference=enactment.reference, now=enactment.at)

    def _found(self) -> queries.PauseView | None:
        return queries.standing_pause(int(self.pause)) if self.pause.isdecimal() else None


def _must_be_a_table(charter: Charter, after: Sequence[MemberClass], rule: Rule) -> None:
    table = classes.written(after)
    if not classes.is_table(table):
        raise Refusal(
            _("There are up to {n} classes; one at least votes, and newcomers can join one at least."),
            n=classes.MOST_CLASSES,
        )
    charter_actions.must_allow(charter, _TABLE, table, rule=rule)


def _line(each: MemberClass | None) -> str:
    return "—" if each is None else f"{each.title} ({', '.join(classes.rights_of(each))})"


def _title(key: str) -> str:
    found = charter_queries.current().read(ClassesCharter).named(key)
    return key if found is None else found.title
