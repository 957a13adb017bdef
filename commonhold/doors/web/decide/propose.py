"""Writing a proposal: what is asked, a look at what would change, and letting go of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.governance.actions.bring import NewOption, bring_proposal
from commonhold.civic.governance.actions.emergency import act_in_emergency
from commonhold.civic.governance.actions.propose import announce_proposal, withdraw_proposal
from commonhold.civic.governance.queries import ahead
from commonhold.civic.governance.queries.ahead import Ahead
from commonhold.civic.governance.questions.asked import METHODS, Asked
from commonhold.civic.governance.vocabulary import Kind, State
from commonhold.doors.web.decide.proposing import catalogue, wording
from commonhold.doors.web.decide.proposing.choosing import RowRefused
from commonhold.doors.web.decide.proposing.chosen import (
    asked_for,
    form_of,
    is_on_the_board,
    name_of,
    wants_more,
)
from commonhold.doors.web.decide.proposing.form import ProposalForm
from commonhold.doors.web.viewer import owner_id_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import Refusal


@dataclass(frozen=True)
class OptionOnPage:
    """An option as it would stand on the ballot."""

    title: str
    text: str
    does: str


@dataclass(frozen=True)
class Coming:
    """A stage to come."""

    words: str
    at: datetime
    until: datetime | None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Without a kind: what can we decide? With one: its form, a preview, then letting go of it."""
    form = form_of(request)
    if form is None:
        return _what(request)
    page: dict[str, Any] = {"form": form, "heading": name_of(request), "fields": asked_for(request)}
    if request.method == "POST" and not wants_more(request) and form.is_valid():
        try:
            page |= _preview(form)
            if request.POST.get("step") in {"notice", "draft"}:
                return see_other(_publish(request, form))
        except Refusal as refusal:
            _refuse(form, refusal)
            page.pop("preview", None)
    page["rules"] = [(wording.method_name(each.name), wording.words_of(each)) for each in METHODS[form.kind]]
    return render(request, "decide/new.html", page, status=400 if form.is_refused else 200)


@require_POST
@signed_in
def give_notice(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Let go of a draft."""
    announce_proposal(owner_id_of(request), proposal_id=proposal_id, now=clock.now())
    return see_other(f"/decide/{proposal_id}")


@require_POST
@signed_in
def withdraw(request: HttpRequest, proposal_id: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    withdraw_proposal(owner_id_of(request), proposal_id=proposal_id, reason=reason, now=clock.now())
    return see_other(f"/decide/{proposal_id}")


def _what(request: HttpRequest) -> HttpResponse:
    page = {
        "common": catalogue.common(),
        "kinds": catalogue.kinds(is_on_the_board=is_on_the_board(request)),
        "decisions": catalogue.decisions(),
        "sections": catalogue.sections(),
    }
    return render(request, "decide/what.html", page)


def _preview(form: ProposalForm) -> dict[str, Any]:
    """What it needs and would change, what stands on the ballot, and what comes next. Raises Refusal."""
    asked, decisions, options = form.asked(), form.decisions(), form.options()
    look = ahead.look(asked, decisions, [each for option in options for each in option.decisions])
    brings = bool(options) or form.stands() is not None
    days = form.cleaned_data.get("notice_days") or 0
    coming = ahead.ahead(asked, brings_options=brings, notice_days=days, now=clock.now())
    return {
        "preview": True,
        "differences": look.differences,
        "rule": wording.RULES.get(look.rule.name, look.rule.name),
        "options": [_on_page(each, form.currency) for each in options],
        "coming": [_coming(each, asked) for each in coming],
        "is_at_once": asked.kind is Kind.EMERGENCY,
        "is_announced_at_once": coming[0].state in {State.NOTICE, State.VOTING},
    }


def _publish(request: HttpRequest, form: ProposalForm) -> str:
    by, now, said = owner_id_of(request), clock.now(), form.cleaned_data
    if form.kind is Kind.EMERGENCY:
        made = act_in_emergency(
            by, title=said["title"], reason=said["text"], decisions=form.decisions(), now=now
        )
        messages.success(request, _("It holds from now on, and the members are asked."))
        return f"/decide/{made}"
    made = bring_proposal(
        by,
        title=said["title"],
        text=said["text"],
        decisions=form.decisions(),
        asked=form.asked(),
        options=form.options(),
        stands=form.stands(),
        is_draft=request.POST["step"] == "draft",
        notice_days=said["notice_days"],
        now=now,
    )
    return f"/decide/{made}"


def _refuse(form: ProposalForm, refusal: Refusal) -> None:
    if isinstance(refusal, RowRefused) and form.rows is not None:
        form.rows.refuse(refusal.number, refusal.field or "", str(refusal))
    else:
        form.refuse(refusal)


def _on_page(option: NewOption, currency: str) -> OptionOnPage:
    cost = amount_in_words(option.cost, currency) if option.cost else ""
    does = cost or "; ".join(each.words() for each in option.decisions)
    return OptionOnPage(option.title, option.text, does)


def _coming(stage: Ahead, asked: Asked) -> Coming:
    words = {
        State.TALK: _("Members talk about it, and the text can still change"),
        State.KEYS: _("The trustees make the key; the words are fixed"),
        State.NOTICE: _("Notice: the words and the roll are fixed"),
        State.VOTING: _("Voting"),
        State.WAITING: _("The count is checked, and can be challenged"),
        State.ENACTED: _("If it is carried, it takes effect"),
    }
    if asked.kind is Kind.ELECTION:
        words[State.TALK] = _("Members stand")
    elif asked.kind in {Kind.CHOICE, Kind.BUDGET}:
        words[State.TALK] = _("Members talk about it and add options")
    elif asked.kind is Kind.ADVISORY:
        words[State.ENACTED] = _("What we think of it stands on the record")
    if stage.state is State.SPONSORS:
        sponsors = ngettext(
            "{n} other member must want it", "{n} other members must want it", stage.people
        ).format(n=stage.people)
        return Coming(sponsors, stage.begins, stage.ends)
    return Coming(words[stage.state], stage.begins, stage.ends)
