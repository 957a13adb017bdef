from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonhold.civic.founding.actions import FEWEST_FOUNDERS, found
from commonhold.doors.web.founding.forms import FoundingForm
from commonhold.doors.web.viewer import see_other
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """The front page of a data folder in which no co-op lives yet."""
    here = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    form = FoundingForm(request.POST or None, public_url=here)
    if request.method == "POST" and form.is_valid():
        try:
            _found(form)
        except Refusal as refusal:
            form.add_error(_field_of(form, refusal.field), str(refusal))
        else:
            messages.success(request, _("Your co-op is founded. Sign in as one of its founders."))
            return see_other("/account/login/")
    page = {"form": form, "fewest": FEWEST_FOUNDERS}
    return render(request, "founding/first_run.html", page, status=400 if form.errors else 200)


def _found(form: FoundingForm) -> None:
    said = form.cleaned_data
    found(
        name=said["name"],
        purpose=said["purpose"],
        founders=form.founders(),
        public_url=said["public_url"],
        template_name=said["template"],
        time_zone=said["time_zone"],
        currency=said["currency"].upper(),
        now=clock.now(),
    )


def _field_of(form: FoundingForm, field: str | None) -> str | None:
    """ "founders.0.email" is the form's founder_0_email; what has no field of its own stands on top."""
    name = (field or "").replace("founders.", "founder_").replace(".", "_")
    return name if name in form.fields else None
