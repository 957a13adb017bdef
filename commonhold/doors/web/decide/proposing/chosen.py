"""What stands in the address: which form somebody asked for, and what it begins with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.queries import ahead, mandates
from commonhold.civic.governance.vocabulary import Kind, Role
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import months
from commonhold.civic.treasury import queries as treasury
from commonhold.doors.web.decide.proposing.capital import ShareOfferForm, WriteDownForm
from commonhold.doors.web.decide.proposing.choosing import (
    BudgetForm,
    ChoiceForm,
    ElectionForm,
    EmergencyForm,
    HowMuchForm,
)
from commonhold.doors.web.decide.proposing.deciding import (
    AnyForm,
    BudgetLineForm,
    ChangeForm,
    MandateForm,
    RangeForm,
    RecallForm,
    ResolveForm,
)
from commonhold.doors.web.decide.proposing.feeds import COMMUNITY, FeedForm
from commonhold.doors.web.decide.proposing.form import ProposalForm
from commonhold.doors.web.decide.proposing.rows import ProjectForm, WayForm, rows
from commonhold.doors.web.decide.proposing.servers import ServersForm, begins_with
from commonhold.doors.web.decide.proposing.sharing import SHARING, SharingForm
from commonhold.doors.web.decide.proposing.tables import TABLES, EndClassForm, MoveForm
from commonhold.doors.web.viewer import owner_id_of, owner_of
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions import register as decisions

#: What the address may say, and the form carries along.
_NAMES = ("change", "range", "number", "decision", "kind", "key")
#: Of what is changed with a form of its own.
_CHANGES: Mapping[str, type[ProposalForm]] = {
    **TABLES,
    SHARING: SharingForm,
    COMMUNITY: FeedForm,
}
Told = dict[str, Any]
Sent = Mapping[str, Any] | None
Make = Callable[[HttpRequest, Sent, Told], ProposalForm]


def asked_for(request: HttpRequest) -> dict[str, str]:
    """What the address says is to be decided."""
    asked = request.POST if request.method == "POST" else request.GET
    return {name: asked[name] for name in _NAMES if asked.get(name)}


def form_of(request: HttpRequest) -> ProposalForm | None:
    """The form that was asked for, with what was sent; None where nothing was. Raises NotFound or Refusal.

    With `step=more` it is not judged yet: it comes back with what was typed and more rows.
    """
    asked = asked_for(request)
    is_sent = request.method == "POST" and not wants_more(request)
    sent = request.POST if is_sent else None
    told: Told = {
        "currency": treasury.till().currency,
        "initial": _begins_with(request),
        "voters": _members(request) if ahead.may_be_sealed() else (),
    }
    if asked.get("change", "") in _CHANGES:
        return _CHANGES[asked["change"]](sent, **told)
    if "change" in asked:
        return ChangeForm(sent, key=asked["change"], **told)
    if "range" in asked:
        return RangeForm(sent, key=asked["range"], **told)
    if "number" in asked:
        return HowMuchForm(sent, key=asked["number"], **told)
    if "decision" in asked:
        return AnyForm(sent, decision=asked["decision"], **told)
    make = _FORMS.get(asked.get("kind", ""))
    return None if make is None else make(request, sent, told)


def wants_more(request: HttpRequest) -> bool:
    """Does she ask for more empty rows?"""
    return request.method == "POST" and request.POST.get("step") == "more"


def name_of(request: HttpRequest) -> str:
    """What the form proposes, as a heading."""
    asked = asked_for(request)
    for name, words in (
        ("change", _("Change: {what}")),
        ("range", _("Set a range: {what}")),
        ("number", _("How much? {what}")),
    ):
        if name in asked:
            return words.format(what=register.parameter(asked[name]).words)
    if "decision" in asked:
        return str(decisions.decision(asked["decision"]).title)
    if asked["kind"] == "choice" and "key" in asked:
        return _("Choose among values: {what}").format(what=register.parameter(asked["key"]).words)
    return {
        "resolve": _("A resolution"),
        "consent": _("A resolution by consent"),
        "advisory": _("Ask for advice"),
        "appoint": _("Give a mandate"),
        "recall": _("Recall somebody"),
        "budget-line": _("Set a budget line"),
        "share-offer": _("Open a share offer"),
        "write-down": _("Write shares down after a loss"),
        "end-mandate": _("Recall somebody"),
        "election": _("Hold an election"),
        "choice": _("Choose among ways"),
        "budget": _("Share out a budget"),
        "emergency": _("Act in an emergency"),
        "move": _("Move a member to another class"),
        "end-class": _("End a class of members"),
        "servers": _("Limit, mute or block other servers"),
    }[asked["kind"]]


def is_on_the_board(request: HttpRequest) -> bool:
    me = owner_of(request).person_id
    return me is not None and any(each.role is Role.BOARD for each in mandates.held_by(me, at=clock.now()))


def _begins_with(request: HttpRequest) -> dict[str, Any]:
    """Notice as the charter has it, and whatever a link or an earlier look filled in."""
    typed = request.POST if wants_more(request) else request.GET
    days = charter.current().read(GovernanceCharter).notice_days
    return {"notice_days": days, **{name: value for name, value in typed.items() if name not in _NAMES}}


def _with_rows(
    request: HttpRequest, row: type[WayForm], sent: Sent, told: Told, parameter: Any = None
) -> Told:
    more = wants_more(request)
    data = request.POST if more else sent
    made = rows(row, data, parameter=parameter, currency=told["currency"], wants_more=more)
    return {**told, "rows": made}


def _choice(request: HttpRequest, sent: Sent, told: Told) -> ChoiceForm:
    key = asked_for(request).get("key")
    parameter = None if key is None else register.parameter(key)
    return ChoiceForm(sent, parameter=parameter, **_with_rows(request, WayForm, sent, told, parameter))


def _emergency(request: HttpRequest, sent: Sent, told: Told) -> EmergencyForm:
    mandates.must_hold(owner_id_of(request), Role.BOARD, at=clock.now())
    return EmergencyForm(sent, settable=_settable(), **told)


def _settable() -> list[tuple[str, list[tuple[str, str]]]]:
    """Numbers that an ordinary vote sets, by section."""
    countable = ahead.countable()
    found = [
        (
            str(section.title),
            [(each.key, str(each.words)) for each in section.parameters() if each.key in countable],
        )
        for section in register.sections()
    ]
    return [each for each in found if each[1]]


def _members(request: HttpRequest) -> list[tuple[int, str]]:
    return [(each.person_id, each.name) for each in members.directory(owner_of(request))]


def _held(request: HttpRequest) -> list[tuple[str, str]]:
    """Who holds which mandate, as `PERSON:role`."""
    now, names = clock.now(), dict(_members(request))
    return [
        (f"{each.person_id}:{role}", _("{name}: {role}").format(name=names[each.person_id], role=role.label))
        for role in Role
        for each in mandates.holders(role, at=now)
        if each.person_id in names
    ]


def _resolve(kind: Kind) -> Make:
    def make(_request: HttpRequest, sent: Sent, told: Told) -> ProposalForm:
        return ResolveForm(sent, **{**told, "initial": {"asks": str(kind), **told["initial"]}})

    return make


def _appoint(request: HttpRequest, sent: Sent, told: Told) -> MandateForm:
    return MandateForm(sent, people=_members(request), **told)


def _move(request: HttpRequest, sent: Sent, told: Told) -> MoveForm:
    return MoveForm(sent, people=_members(request), **told)


def _end_class(_request: HttpRequest, sent: Sent, told: Told) -> EndClassForm:
    return EndClassForm(sent, **told)


def _budget_line(_request: HttpRequest, sent: Sent, told: Told) -> BudgetLineForm:
    year = months.month_of(clock.now())[:4]
    return BudgetLineForm(sent, **{**told, "initial": {"year": year, **told["initial"]}})


def _share_offer(_request: HttpRequest, sent: Sent, told: Told) -> ShareOfferForm:
    return ShareOfferForm(sent, **told)


def _write_down(_request: HttpRequest, sent: Sent, told: Told) -> WriteDownForm:
    return WriteDownForm(sent, **told)


def _recall(request: HttpRequest, sent: Sent, told: Told) -> RecallForm:
    return RecallForm(sent, held=_held(request), **told)


def _election(_request: HttpRequest, sent: Sent, told: Told) -> ElectionForm:
    return ElectionForm(sent, **told)


def _budget(request: HttpRequest, sent: Sent, told: Told) -> BudgetForm:
    return BudgetForm(sent, **_with_rows(request, ProjectForm, sent, told))


def _servers(request: HttpRequest, sent: Sent, told: Told) -> ServersForm:
    asked = request.GET
    known = begins_with(owner_of(request), asked.getlist("of"), asked.get("policy", ""), now=clock.now())
    return ServersForm(sent, **{**told, "initial": {**told["initial"], **known}})


_FORMS: Mapping[str, Make] = {
    "resolve": _resolve(Kind.MOTION),
    "consent": _resolve(Kind.CONSENT),
    "advisory": _resolve(Kind.ADVISORY),
    "appoint": _appoint,
    "budget-line": _budget_line,
    "share-offer": _share_offer,
    "write-down": _write_down,
    "recall": _recall,
    "end-mandate": _recall,
    "election": _election,
    "choice": _choice,
    "budget": _budget,
    "emergency": _emergency,
    "move": _move,
    "end-class": _end_class,
    "servers": _servers,
}
