"""The co-op API's addresses. The document at `openapi.json` is made of this list."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern

from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import Endpoint, Who, at, endpoint
from commonhold.doors.coop_api import cases, charter, credit, proposals, record, sealed, treasury
from commonhold.doors.coop_api.openapi import ROOT, Offered, document

OFFERED = [
    Offered("proposals", {"get": proposals.list_proposals}),
    Offered("proposals/{id}", {"get": proposals.show_proposal}),
    Offered("proposals/{id}/ballot", {"post": proposals.send_ballot}),
    Offered("proposals/{id}/ballots", {"get": proposals.list_ballots}),
    Offered("proposals/{id}/reasons", {"get": proposals.list_reasons}),
    Offered("proposals/{id}/sealed", {"get": sealed.show_sealed_vote, "post": sealed.send_sealed_message}),
    Offered("charter", {"get": charter.show_charter}),
    Offered("treasury", {"get": treasury.show_treasury}),
    Offered("treasury/entries", {"get": treasury.list_entries}),
    Offered("treasury/entries/{id}", {"get": treasury.show_entry}),
    Offered("treasury/dues/{month}", {"get": treasury.show_dues_of_month}),
    Offered("treasury/my_dues", {"get": treasury.show_my_dues}),
    Offered("credit", {"get": credit.show_totals}),
    Offered("credit/mine", {"get": credit.show_mine}),
    Offered("credit/limits", {"get": credit.list_limits}),
    Offered("credit/limits/{id}", {"put": credit.set_limit}),
    Offered("credit/way", {"get": credit.show_way}),
    Offered("credit/payments", {"post": credit.send_payment}),
    Offered("credit/payments/{id}", {"get": credit.show_payment}),
    Offered("record", {"get": record.show_record}),
    Offered("record/leaves", {"get": record.list_leaves}),
    Offered("record/leaves/{index}", {"get": record.show_leaf}),
    Offered("record/leaves/{index}/proof", {"get": record.show_proof}),
    Offered("cases/reports", {"get": cases.list_my_reports}),
]


@endpoint(who=Who.ANYONE)
def show_document(asked: Asked) -> dict[str, Any]:
    """GET openapi.json (spec.openapis.org/oas/v3.1.0)."""
    return document(OFFERED)


def _pattern(offered: Offered) -> URLPattern:
    methods: dict[str, Endpoint] = {name: each.endpoint for name, each in offered.methods.items()}
    return at(f"{ROOT}{offered.route}", **methods)


urlpatterns: list[URLPattern] = [at(f"{ROOT}openapi.json", get=show_document), *map(_pattern, OFFERED)]
