from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonhold.civic.open_data import queries
from commonhold.civic.open_data.charter import OpenDataCharter
from commonhold.civic.open_data.vocabulary import Licence, Table
from commonhold.doors.calls.addresses import base
from commonhold.doors.web.decide.proposing.links import to_propose
from commonhold.ground.charter import queries as charter
from commonhold.ground.clock import queries as clock


@require_safe
def open_data_page(request: HttpRequest) -> HttpResponse:
    """What is published, and where."""
    found = queries.publication()
    labels = dict(Table.choices)
    page = {
        "now": clock.now(),
        "publication": found,
        "licence": "" if found is None else dict(Licence.choices)[found.licence],
        "tables": [(each, labels[each]) for each in (Table.values if found is None else found.tables)],
        "editions": queries.editions(),
        "least": charter.current().read(OpenDataCharter).least_people,
        "to_publish": to_propose("data.publish.v1"),
    }
    return render(request, "open_data/page.html", page)


@require_safe
def schema_file(request: HttpRequest) -> HttpResponse:
    """What an edition looks like."""
    return _file(json.dumps(queries.schema(base()), indent=2), "application/schema+json")


@require_safe
def edition_file(request: HttpRequest, month: str) -> HttpResponse:
    """A month, as its hash on the record says."""
    return _file(queries.edition(month), "application/json")


@require_safe
def table_file(request: HttpRequest, table: str) -> HttpResponse:
    """One table over all months."""
    return _file(queries.table_csv(table), "text/csv; charset=utf-8")


def _file(content: str | bytes, kind: str) -> HttpResponse:
    """Pages of others may read it as well."""
    return HttpResponse(content, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})
