"""Writing a proposal: what changes, a look at the difference, notice."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.governance.actions.propose import (
    announce_proposal,
    draft_proposal,
    withdraw_proposal,
)
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.queries import proposals
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import queries as treasury
from commonhold.doors.web.decide.forms import (
    ChangeForm,
    EndMandateForm,
    MandateForm,
    ProposalForm,
    RangeForm,
    ResolveForm,
)
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Without a kind: what can we decide? With one: its form, a preview, then notice."""
    form = _form(request)
    if form is None:
        return render(request, "decide/what.html", {"sections": register.sections()})
    page: dict[str, Any] = {"form": form, "kind": _kind_in_words(request), "fields": _asked_for(request)}
    if request.method == "POST" and form.is_valid():
        try:
            decision = form.decision()
            page["rule"] = proposals.needed_rule([decision])
            decision.check(charter.current(), page["rule"])
            page["differences"] = proposals.preview([decision])
            if request.POST.get("step") in {"notice", "draft"}:
                return see_other(_publish(request, form))
        except Refusal as refusal:
            form.refuse(refusal)
            page.pop("differences", None)
    return render(request, "decide/new.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def give_notice(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Announce a draft."""
    announce_proposal(owner_id_of(request), proposal_id=proposal_id, now=clock.now())
    return see_other(f"/decide/{proposal_id}")


@require_POST
@signed_in
def withdraw(request: HttpRequest, proposal_id: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    withdraw_proposal(owner_id_of(request), proposal_id=proposal_id, reason=reason, now=clock.now())
    return see_other(f"/decide/{proposal_id}")


def _publish(request: HttpRequest, form: ProposalForm) -> str:
    by, now, said = owner_id_of(request), clock.now(), form.cleaned_data
    decisions = [form.decision()]
    proposal_id = draft_proposal(by, title=said["title"], text=said["text"], decisions=decisions, now=now)
    if request.POST.get("step") == "notice":
        announce_proposal(by, proposal_id=proposal_id, notice_days=said["notice_days"], now=now)
    return f"/decide/{proposal_id}"


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """What the address says is to be decided; the form carries it along."""
    asked = request.POST if request.method == "POST" else request.GET
    return {name: asked[name] for name in ("change", "range", "kind") if asked.get(name)}


def _form(request: HttpRequest) -> ProposalForm | None:
    asked = _asked_for(request)
    told: dict[str, Any] = {
        "currency": treasury.till().currency,
        "initial": {"notice_days": charter.current().read(GovernanceCharter).notice_days},
    }
    data = request.POST if request.method == "POST" else None
    if "change" in asked:
        return ChangeForm(data, key=asked["change"], **told)
    if "range" in asked:
        return RangeForm(data, key=asked["range"], **told)
    if asked.get("kind") == "resolve":
        return ResolveForm(data, **told)
    if asked.get("kind") in {"appoint", "end-mandate"}:
        people = [(each.person_id, each.name) for each in members.directory(owner_of(request))]
        form = MandateForm if asked["kind"] == "appoint" else EndMandateForm
        return form(data, people=people, **told)
    return None


def _kind_in_words(request: HttpRequest) -> str:
    asked = _asked_for(request)
    if "change" in asked:
        return _("Change: {what}").format(what=register.parameter(asked["change"]).words)
    if "range" in asked:
        return _("Set a range: {what}").format(what=register.parameter(asked["range"]).words)
    words = {"resolve": _("A resolution"), "appoint": _("Give a mandate"), "end-mandate": _("End a mandate")}
    return words[asked["kind"]]
