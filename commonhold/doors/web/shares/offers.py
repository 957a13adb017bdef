"""Share offers: how far they are, and pledging to them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.shares import queries
from commonhold.civic.shares.actions import pledging
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.shares import wording
from commonhold.doors.web.shares.forms import SharesForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal


@require_safe
def offers_page(request: HttpRequest) -> HttpResponse:
    """The open ones, then those that are over."""
    found = queries.offers(owner_of(request), now=clock.now())
    page = {
        "open": [each for each in found if each.is_open],
        "over": [each for each in found if not each.is_open],
    }
    return render(request, "shares/offers.html", page)


@require_safe
def offer_page(request: HttpRequest, offer_id: int) -> HttpResponse:
    return _show(request, offer_id)


@require_POST
@signed_in
def promise(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Pledge for so many shares."""
    form = SharesForm(request.POST)
    if form.is_valid():
        try:
            pledging.pledge(
                owner_id_of(request),
                offer_id=offer_id,
                shares=form.cleaned_data["shares"],
                now=clock.now(),
            )
        except NotFound:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("You have pledged. Now pay it, under the reference below."))
            return see_other(f"/money/shares/offers/{offer_id}")
    return _show(request, offer_id, form=form)


@require_POST
@signed_in
def take_back(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Take back what is not paid yet."""
    which = whole(request.POST.get("pledge")) or 0
    try:
        pledging.take_back_pledge(owner_id_of(request), pledge_id=which, now=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, offer_id, refused=str(refusal))
    messages.success(request, _("Your pledge is taken back."))
    return see_other(f"/money/shares/offers/{offer_id}")


def _show(
    request: HttpRequest, offer_id: int, *, form: SharesForm | None = None, refused: str = ""
) -> HttpResponse:
    offer = queries.offer(owner_of(request), offer_id, now=clock.now())
    page = {
        "offer": offer,
        "mine": [(each, wording.pledge(each.state)) for each in offer.mine],
        "form": form or SharesForm(),
        "refused": refused,
        "decided": offer.reference.partition("proposal:")[2],
    }
    return render(request, "shares/offer.html", page, status=400 if refused or form else 200)
