"""Jurors lent to other co-ops: what those ask for, and where ours say that they would serve."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.lending import agreeing, lender, queries, tickets, wire
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock


@csrf_exempt  # asked by servers, without a session; what counts is the note's own signature
@require_POST
def asked(request: HttpRequest) -> HttpResponse:
    """A peer asks for jurors, calls one, or says that a jury is done."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > wire.LARGEST:
        return HttpResponse(status=413)
    word = lender.answer(request.body, now=clock.now())
    return HttpResponse(word.body, status=word.status, content_type="text/plain; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Whether one would serve on juries of other co-ops, and where one is called."""
    viewer = owner_of(request)
    if request.method == "POST":
        by, now = owner_id_of(request), clock.now()
        if request.POST.get("do") == "volunteer":
            agreeing.volunteer(by, now=now)
            messages.success(request, _("Thank you. You are told when a lot calls you."))
        else:
            agreeing.step_back(by, now=now)
            messages.success(request, _("You are called elsewhere no more."))
        return see_other("/juries/elsewhere")
    page = {
        "is_willing": queries.volunteers(viewer),
        "borrowers": queries.borrowers(),
        "seats": queries.my_seats(viewer),
    }
    return render(request, "lending/elsewhere.html", page)


@require_safe
@signed_in
def go(request: HttpRequest, seat_id: int) -> HttpResponse:
    """To the other co-op's page, with a way in that holds for two hours."""
    answer = see_other(tickets.address(owner_id_of(request), seat_id, now=clock.now()))
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "private, no-store"
    return answer
