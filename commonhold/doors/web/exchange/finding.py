"""Offers found, and one offer; what somebody offers, and what others say of her."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonhold.civic.credit import queries as credit
from commonhold.civic.exchange import duties
from commonhold.civic.exchange.queries import agreements, offers, words
from commonhold.civic.exchange.queries.offers import Wanted
from commonhold.civic.governance.queries import mandates
from commonhold.civic.members import queries as members
from commonhold.civic.payments import queries as payments
from commonhold.doors.web.exchange.forms import SearchForm, TimesForm, WorkForm
from commonhold.doors.web.exchange.shown import cards, open_times
from commonhold.doors.web.markdown import to_html
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_of, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.social.people import queries as people

_REACH_KM = 50


@require_safe
def exchange_page(request: HttpRequest) -> HttpResponse:
    """What people offer and look for; a search is an address that can be kept."""
    viewer, now = owner_of(request), clock.now()
    form = SearchForm(request.GET, categories=offers.categories(), is_signed_in=viewer.person_id is not None)
    said = form.cleaned_data if form.is_valid() else {}
    point = said.get("at")
    wanted = Wanted(
        words=said.get("q", ""),
        category=said.get("category", ""),
        direction=said.get("what", ""),
        price=said.get("price", ""),
        licensed=bool(said.get("works")),
        point=point,
        reach_km=(said.get("km") or _REACH_KM) if point is not None else 0,
        starts=said.get("on"),
        near=credit.near(viewer, now=now) if said.get("near") else None,
    )
    found, older = offers.found(viewer, wanted, now=now, before=whole(request.GET.get("before")))
    asked = request.GET.copy()
    asked.pop("before", None)
    page = {
        "form": form,
        "offers": found,
        "older": older,
        "cut": f"{asked.urlencode()}&before" if asked else "before",
        "is_search": any(value for key, value in asked.items()),
        "waits": offers.to_look_at(viewer, now=now),
        "disputes": agreements.disputes(viewer, now=now),
        "tabs": tabs("found"),
    }
    return render(request, "exchange/exchange.html", page)


@require_safe
def offer_page(request: HttpRequest, offer_id: int) -> HttpResponse:
    """One offer, with its terms, its open times and what its author may do."""
    return show_offer(request, offer_id)


@require_safe
@signed_in
def own_page(request: HttpRequest) -> HttpResponse:
    """One's own offers and requests, open or over."""
    found, older = offers.mine(owner_of(request), now=clock.now(), before=whole(request.GET.get("before")))
    page = {"offers": found, "older": older, "tabs": tabs("mine"), "takes_cards": payments.takes_cards()}
    return render(request, "exchange/mine.html", page)


@require_safe
def person_page(request: HttpRequest, handle: str) -> HttpResponse:
    """What somebody offers, facts about her, and how it went with those whom one knows. No mark anywhere."""
    viewer, now = owner_of(request), clock.now()
    person = people.by_handle(viewer, handle)
    found, older = offers.of_person(viewer, person.id, now=now, before=whole(request.GET.get("before")))
    near = {} if viewer.person_id is None else credit.near(viewer, now=now)
    page = {
        "person": person,
        "offers": found,
        "older": older,
        "heard": words.about(viewer, person.id, near=near),
        "is_near": person.id in near,
        "done": agreements.done_by(person.id),
        "membership": members.member_of(person.id),
        "vouches": sum(whom == person.id for _who, whom in members.vouched_pairs([person.id])),
        "mandates": mandates.held_by(person.id, at=now),
        "is_me": viewer.person_id == person.id,
    }
    return render(request, "exchange/person.html", page)


@require_safe
@signed_in
def duties_page(request: HttpRequest) -> HttpResponse:
    """What one received this year, and what the law of the charter says of people who sell."""
    page = {"year": duties.of_year(owner_of(request), now=clock.now())}
    return render(request, "exchange/duties.html", page)


def show_offer(
    request: HttpRequest,
    offer_id: int,
    *,
    times: TimesForm | None = None,
    work: WorkForm | None = None,
) -> HttpResponse:
    """The offer's page, with a form that was refused, if one was."""
    viewer, now = owner_of(request), clock.now()
    offer = offers.offer(viewer, offer_id, now=now)
    page = {
        "offer": offer,
        "text": to_html(offer.text),
        "open_times": open_times(offer, now=now),
        "agreed": cards(agreements.of_offer(viewer, offer_id, now=now), now=now),
        "times_form": times or TimesForm(),
        "work_form": work or WorkForm(),
    }
    refused = any(each is not None and each.errors for each in (times, work))
    return render(request, "exchange/offer.html", page, status=400 if refused else 200)


def tabs(current: str) -> list[dict[str, object]]:
    named = {
        "found": (_("Find"), "/exchange"),
        "mine": (_("My offers"), "/exchange/mine"),
        "collections": (_("Joint collections"), "/exchange/collections"),
        "agreements": (_("My agreements"), "/exchange/agreements"),
    }
    return [{"label": label, "url": url, "current": each == current} for each, (label, url) in named.items()]
