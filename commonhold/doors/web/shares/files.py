"""Shares on paper and in files: my certificate, and the list of members."""

from __future__ import annotations

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonhold.civic.shares import queries
from commonhold.doors.web.downloads import private_file, private_pdf
from commonhold.doors.web.join.register import safe
from commonhold.doors.web.viewer import owner_of, owning_of, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.ledger.amounts import as_typed
from commonhold.ground.refusal import Refusal


@require_safe
@signed_in
def certificate(request: HttpRequest) -> HttpResponse:
    """What the register says of my shares at this moment, as a PDF."""
    # The library that writes PDF loads slowly, and few ask for paper.
    from commonhold.doors.web.shares import paper  # noqa: PLC0415 - see above

    now, owner = clock.now(), owning_of(request)
    mine = queries.my_shares(owner_of(request), now=now)
    if owner is None or not mine.all.shares:
        raise Refusal(_("You hold no shares yet, so there is nothing to certify."))
    home = request.build_absolute_uri("/money/shares")
    written = paper.certificate(mine, owner.line, home=home, now=now)
    return private_pdf(written, "shares.pdf")


@require_safe
@signed_in
def list_paper(request: HttpRequest) -> HttpResponse:
    """The list of members, as a PDF."""
    from commonhold.doors.web.shares import paper  # noqa: PLC0415 - as above

    now = clock.now()
    lines = queries.member_list(owner_of(request), now=now)
    return private_pdf(paper.member_list(lines, now=now), "members.pdf")


@require_safe
@signed_in
def list_csv(request: HttpRequest) -> HttpResponse:
    """The same for a spreadsheet; a cell that a spreadsheet would calculate is text."""
    out = StringIO()
    table = csv.writer(out)
    table.writerow(["number", "name", "handle", "joined", "left", "shares", "paid", "unpaid", "currency"])
    for each in queries.member_list(owner_of(request), now=clock.now()):
        table.writerow(
            [
                each.number,
                safe(each.person.name),
                each.person.handle,
                each.since.date().isoformat(),
                "" if each.left_at is None else each.left_at.date().isoformat(),
                each.held.shares,
                as_typed(each.held.paid_cents, each.currency),
                as_typed(each.held.unpaid_cents, each.currency),
                each.currency,
            ]
        )
    return private_file(out.getvalue().encode(), kind="text/csv; charset=utf-8", name="members.csv")
