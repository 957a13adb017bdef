"""How somebody signs in, and where she is signed in: all of it on one page."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.rights.actions import end_other_sign_ins, end_sign_in
from commonhold.civic.rights.queries import sign_ins
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.apps import queries as apps
from commonhold.social.people import queries as people

_HERE = "/settings/sign-in"
WAYS = {
    "password": gettext_lazy("with a password"),
    "passkey": gettext_lazy("with a passkey"),
    "code": gettext_lazy("with a password and a code"),
    "recovery-code": gettext_lazy("with a password and a recovery code"),
    "key": gettext_lazy("with a password and a key"),
}


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    found = sign_ins(viewer, session_key=request.session.session_key or "")
    shown = {
        "factors": people.factors(viewer),
        "offers_passkeys": settings.PASSKEYS,
        "here": [(each, WAYS[each.way]) for each in found if each.ended_at is None],
        "over": [(each, WAYS[each.way]) for each in found if each.ended_at is not None][:10],
        "apps": apps.allowed_by(viewer),
    }
    return render(request, "account/sign_in_settings.html", shown)


@require_POST
@signed_in
def sign_out_there(request: HttpRequest) -> HttpResponse:
    """Of one browser, or with `all` of every other."""
    me, now = person_id_of(request), clock.now()
    if request.POST.get("all"):
        count = end_other_sign_ins(me, session_key=request.session.session_key or "", now=now)
        words = ngettext(
            "You are signed out of {n} other browser.", "You are signed out of {n} other browsers.", count
        )
        messages.success(request, words.format(n=count))
    else:
        end_sign_in(me, sign_in_id=whole(request.POST.get("sign_in")) or 0, now=now)
        messages.success(request, _("You are signed out there."))
    return see_other(_HERE)
