"""What other terms would have meant: asked for by any member, for a proposal or for terms of her own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from commonhold.civic.contributions import queries
from commonhold.civic.contributions.actions.previews import ask_for_preview
from commonhold.civic.contributions.decisions import SetSharing, in_words, rule_in_words
from commonhold.civic.contributions.queries.previews import PreviewView
from commonhold.civic.contributions.terms import EQUAL_SHARE, NONE, OWN_SLICE, Terms, current
from commonhold.civic.governance.queries.proposals import proposal
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.templatetags.pictures import Part
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.clock import queries as clock
from commonhold.ground.ledger.amounts import amount_in_words


class TermsForm(forms.Form):
    """Which rule is to be tried; the rest as the charter has it."""

    rule = forms.ChoiceField(label=_("If we had shared in this way"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        choices = [(each, rule_in_words(each).capitalize()) for each in (OWN_SLICE, EQUAL_SHARE, NONE)]
        rule = self.fields["rule"]
        assert isinstance(rule, forms.ChoiceField)
        rule.choices = choices


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preview_page(request: HttpRequest) -> HttpResponse:
    """The distribution and one's own number; a button where nobody has asked for them yet."""
    asked = request.POST if request.method == "POST" else request.GET
    proposal_id = whole(asked.get("proposal"))
    wanted = _wanted(request, proposal_id, asked.get("rule", ""))
    if request.method == "POST":
        ask_for_preview(owner_id_of(request), terms=wanted, now=clock.now())
        query = f"proposal={proposal_id}" if proposal_id else f"rule={wanted.rule}"
        return see_other(f"/money/sharing/preview?{query}")
    found = queries.preview_of(owner_of(request), wanted, now=clock.now())
    page = {
        "preview": found,
        "wanted": in_words(wanted),
        "rule": wanted.rule,
        "proposal_id": proposal_id,
        "form": TermsForm(initial={"rule": wanted.rule}),
        "cells": _cells(found),
        "most": max([each.people for each in found.cells], default=1),
    }
    return render(request, "sharing/preview.html", page)


def _wanted(request: HttpRequest, proposal_id: int | None, rule: str) -> Terms:
    if proposal_id:
        found = proposal(owner_of(request), proposal_id)
        for each in found.decisions:
            if isinstance(each, SetSharing):
                return each.terms(charter.current())
    here = current()
    chosen = rule if rule in {NONE, OWN_SLICE, EQUAL_SHARE} else here.rule
    return SetSharing(chosen).terms(charter.current())


def _cells(found: PreviewView) -> list[Part]:
    return [
        Part(
            f"{amount_in_words(each.low, found.currency)} – {amount_in_words(each.high, found.currency)}",
            each.people,
            str(each.people),
        )
        for each in found.cells
    ]
