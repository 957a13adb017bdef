"""Where jurors whom another co-op lends read one case and vote: with a ticket, and without an account."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.queries import JuryView
from commonhold.civic.rights import queries as rights
from commonhold.civic.rights.actions import jury_key, look_as_lent_juror
from commonhold.civic.rights.vocabulary import Matter
from commonhold.doors.web.moderation.case_forms import LentSeatForm, VerdictForm
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.viewer import see_other
from commonhold.ground.clock import queries as clock
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer


@require_http_methods(["GET", "HEAD", "POST"])
def jury(request: HttpRequest, ticket: str) -> HttpResponse:
    """The evidence of that case alone, and a blind ballot once the seat is taken."""
    now = clock.now()
    seat = queries.lent_jury(ticket, now=now)
    # Whom a peer lends is nobody here: that one of them opened it stands under the co-op's account.
    viewer = Viewer(people.coop_account_id())
    if seat.is_message and not rights.is_looking(viewer, Matter.JURY, jury_key(seat.id), now=now):
        return _open_message(request, ticket, seat, now)
    form = VerdictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with refused_at(form):
            actions.give_lent_verdict(
                ticket, upholds=said["outcome"] == "upheld", reasons=said["reasons"], now=now
            )
            messages.success(request, _("Your vote is in. You read the result here when all have voted."))
            return see_other(f"/juries/lent/{ticket}")
    page = {"jury": seat, "form": form, "seat_form": LentSeatForm(), "here": f"/juries/lent/{ticket}"}
    answer = render(request, "moderation/lent_jury.html", page, status=400 if form.errors else 200)
    return _for_her_alone(answer)


def _open_message(request: HttpRequest, ticket: str, seat: JuryView, now: datetime) -> HttpResponse:
    """As for jurors of ours: told before, and so is whom it is about, later."""
    here = f"/juries/lent/{ticket}"
    if request.POST.get("do") == "open":
        about = [] if seat.party_id is None else [seat.party_id]
        look_as_lent_juror(draw_id=seat.id, case_id=seat.measure.case_id, about=about, now=now)
        return see_other(here)
    return _for_her_alone(render(request, "moderation/jury_opens.html", {"jury": seat, "here": here}))


@require_POST
def seat(request: HttpRequest, ticket: str) -> HttpResponse:
    """Take the seat, saying that one has no part in it; or leave it to the next in the lot."""
    now = clock.now()
    queries.lent_jury(ticket, now=now)
    if request.POST.get("do") == "decline":
        actions.decline_lent_seat(ticket, now=now)
        messages.success(request, _("The seat goes to the next in the lot. Nobody asks why."))
        return see_other("/cases")
    form = LentSeatForm(request.POST)
    if form.is_valid():
        actions.take_lent_seat(ticket, now=now)
        messages.success(request, _("Thank you. Read it all, and take your time."))
    else:
        messages.error(request, _("Please say that you have no part in this, or leave the seat to the next."))
    return see_other(f"/juries/lent/{ticket}")


def _for_her_alone(answer: HttpResponse) -> HttpResponse:
    """The address itself lets in: it goes nowhere, and nobody keeps the page."""
    # With "no-referrer" a browser says that the form comes from nowhere, and no vote is let in.
    answer["Referrer-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
