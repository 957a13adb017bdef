"""Files: calendars, receipts and works."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commonhold.civic.exchange.actions import pooling
from commonhold.civic.exchange.queries import agreements, offers, papers
from commonhold.civic.exchange.refusals import NoSuchAgreement
from commonhold.doors.web.downloads import private_file, private_pdf
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_id_of, owner_of, signed_in
from commonhold.ground.clock import queries as clock


@require_safe
def offer_calendar(request: HttpRequest, offer_id: int) -> HttpResponse:
    """When something can be had, for calendar programs."""
    # Loading it takes a twelfth of the time that a start does, and few ask for a calendar.
    from commonhold.doors.web.exchange.ics import of_offer  # noqa: PLC0415 - see above

    offer = offers.offer(owner_of(request), offer_id, now=clock.now())
    content = of_offer(offer, home=request.build_absolute_uri("/"))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="offer-{offer_id}.ics"'
    return response


@require_safe
@signed_in
def agreement_calendar(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """What two agreed on, for the calendar of either. Raises NoSuchAgreement where it has no time."""
    from commonhold.doors.web.exchange.ics import of_agreement  # noqa: PLC0415 - as above

    found = agreements.agreement(owner_of(request), agreement_id, now=clock.now())
    if found.starts_at is None:
        raise NoSuchAgreement
    content = of_agreement(found, home=request.build_absolute_uri("/"))
    return private_file(content, kind="text/calendar; charset=utf-8", name=f"agreement-{agreement_id}.ics")


@require_safe
@signed_in
def receipt_file(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """What was settled, on paper."""
    file = papers.receipt(owner_of(request), agreement_id, now=clock.now())
    return private_pdf(file.content, file.name)


@require_safe
@signed_in
def work_file(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """The work itself, for whoever settled for it. Asking for its head alone fetches nothing."""
    of, now = whole(request.GET.get("of")), clock.now()
    found = papers.work(owner_of(request), agreement_id, of=of, now=now)
    if of is not None and request.method == "GET":
        pooling.note_fetched(owner_id_of(request), agreement_id=agreement_id, offer_id=of, now=now)
    return private_file(found.content, kind="application/octet-stream", name=_plain(found.name))


@require_safe
@signed_in
def own_work_file(request: HttpRequest, offer_id: int) -> HttpResponse:
    """One's own work, as it lies beside the offer."""
    found = papers.own_work(owner_of(request), offer_id)
    return private_file(found.content, kind="application/octet-stream", name=_plain(found.name))


def _plain(name: str) -> str:
    """A name that a header can bear: others keep their ending."""
    kept = "".join(each if each.isascii() and (each.isalnum() or each in "._-") else "_" for each in name)
    return kept or "work"
