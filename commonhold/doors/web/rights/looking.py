"""Why do you look? The page that asks, and the list of who looked at one's own data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.rights import queries
from commonhold.civic.rights.actions import look
from commonhold.civic.rights.vocabulary import LEAST_WORDS, LONGEST_WORDS, TOLD_LATER, Matter, Why
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal

_SALT = "commonhold.why-do-you-look"
_AN_HOUR = 3600  # seconds
_SHOWN = 50


class WhyForm(forms.Form):
    """A reason, chosen and in words."""

    why = forms.ChoiceField(label=_("Why do you look?"), choices=Why.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Whoever it is about reads them, and your name."),
        min_length=LEAST_WORDS,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def ask_why(
    request: HttpRequest, matter: Matter, *, key: object = "", about: Sequence[int] = (), back: str = ""
) -> HttpResponse | None:
    """The page that asks for a reason first, or None where one holds. Ask only whoever may see the matter.

    `about`: whose data it is. `back`: where to go on, if not to the page that was asked for.
    """
    if queries.is_looking(owner_of(request), matter, str(key), now=clock.now()):
        return None
    asked = {
        "by": owner_id_of(request),
        "matter": matter.value,
        "key": str(key),
        "about": list(about),
        "to": back or (request.get_full_path() if request.method in {"GET", "HEAD"} else request.path),
    }
    return _why(request, WhyForm(), asked)


@require_POST
@signed_in
def look_now(request: HttpRequest) -> HttpResponse:
    """The reason, for what the page before was about."""
    try:
        asked = signing.loads(request.POST.get("asked", ""), salt=_SALT, max_age=_AN_HOUR)
    except signing.BadSignature:
        return see_other("/me/looked")
    by = owner_id_of(request)
    if asked["by"] != by:
        return see_other("/me/looked")
    form = WhyForm(request.POST)
    if form.is_valid():
        what = {each: asked[each] for each in ("matter", "key", "about")}
        try:
            look(by, now=clock.now(), **what, **form.cleaned_data)
            return see_other(asked["to"])
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _why(request, form, asked, status=400)


@require_safe
@signed_in
def looked_page(request: HttpRequest) -> HttpResponse:
    """Who looked at one's own data, and where one looked oneself."""
    viewer, now = owner_of(request), clock.now()
    looks = queries.looks_at(viewer, before=whole(request.GET.get("before")), limit=_SHOWN, now=now)
    page = {
        "looks": looks,
        "older": looks[-1].id if len(looks) == _SHOWN else None,
        "mine": queries.looks_by(viewer),
    }
    return render(request, "rights/looked.html", page)


def _why(request: HttpRequest, form: WhyForm, asked: dict[str, Any], *, status: int = 200) -> HttpResponse:
    matter = Matter(asked["matter"])
    page = {
        "form": form,
        "matter": matter,
        "asked": signing.dumps(asked, salt=_SALT),
        "told_later": matter in TOLD_LATER,
    }
    answer = render(request, "rights/why.html", page, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer
