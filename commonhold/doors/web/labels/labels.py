"""One label: why it is there, and how it goes; and all that labelers say of the reader."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.labels.forms import AnswerForm, DisputeForm, PutForm, WithdrawForm
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.labels import actions, queries
from commonhold.social.labels.refusals import NothingToLabel
from commonhold.social.labels.shape import read_subject

_Forms = dict[str, DisputeForm | AnswerForm | WithdrawForm]


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What labelers say of the reader, and disputes that wait for her."""
    viewer, now = viewer_of(request), clock.now()
    page = {
        "labels": queries.labels_on(viewer, now=now),
        "waiting": queries.disputes_waiting(viewer, now=now),
        "own": queries.own_labelers(viewer, now=now),
    }
    return render(request, "labels/mine.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Put a word on what `about` names."""
    viewer, now = viewer_of(request), clock.now()
    about = request.GET.get("about") or ""
    named = queries.named(viewer, about)
    if named is None:
        raise NothingToLabel
    own = queries.own_labelers(viewer, now=now)
    form = PutForm(request.POST if request.method == "POST" else None, labelers=own)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        labeler_id, _slash, value = said["choice"].partition("/")
        with refused_at(form):
            made = actions.put_label(
                person_id_of(request),
                labeler_id=int(labeler_id),
                about=about,
                value=value,
                words=said["words"],
                days=said["days"],
                now=now,
            )
            messages.success(request, _("The label is there, for whoever reads your labeler."))
            return see_other(f"/labels/{made}")
    page = {
        "form": form,
        "about": read_subject(about),
        "named": named,
        "own": own,
        "known": queries.labels_about(viewer, about, now=now),
    }
    return render(request, "labels/new.html", page, status=400 if form.errors else 200)


@require_safe
def label(request: HttpRequest, label_id: int) -> HttpResponse:
    """Everything about one label, for everybody."""
    return _label(request, label_id)


@require_POST
@signed_in
def dispute(request: HttpRequest, label_id: int) -> HttpResponse:
    """Say that it is wrong."""
    form = DisputeForm(request.POST)
    if form.is_valid():
        with refused_at(form):
            actions.dispute(
                person_id_of(request), label_id=label_id, words=form.cleaned_data["words"], now=clock.now()
            )
            messages.success(request, _("It is sent. Nobody answers in time: the label ends by itself."))
            return see_other(f"/labels/{label_id}")
    return _label(request, label_id, {"dispute": form}, status=400)


@require_POST
@signed_in
def answer(request: HttpRequest, label_id: int) -> HttpResponse:
    """Answer whoever disputes it."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        with refused_at(form):
            actions.answer_dispute(
                person_id_of(request),
                label_id=label_id,
                withdraws=said["outcome"] == "withdraw",
                words=said["words"],
                now=clock.now(),
            )
            messages.success(request, _("It is answered. Whoever disputed it is told."))
            return see_other(f"/labels/{label_id}")
    return _label(request, label_id, {"answer": form}, status=400)


@require_POST
@signed_in
def withdraw(request: HttpRequest, label_id: int) -> HttpResponse:
    """Take it back."""
    form = WithdrawForm(request.POST)
    if form.is_valid():
        with refused_at(form):
            actions.withdraw_label(
                person_id_of(request), label_id=label_id, words=form.cleaned_data["words"], now=clock.now()
            )
            messages.success(request, _("The label is taken back. The history keeps that it was there."))
            return see_other(f"/labels/{label_id}")
    return _label(request, label_id, {"withdraw": form}, status=400)


def _label(
    request: HttpRequest, label_id: int, forms: _Forms | None = None, *, status: int = 200
) -> HttpResponse:
    found, sent = queries.label(viewer_of(request), label_id, now=clock.now()), forms or {}
    page = {
        "label": found,
        "dispute_form": sent.get("dispute") or DisputeForm(),
        "answer_form": sent.get("answer") or AnswerForm(),
        "withdraw_form": sent.get("withdraw") or WithdrawForm(),
        "may_dispute": found.is_about_me
        and found.holds
        and found.dispute is None
        and found.kind in {"person", "group"},
        "may_answer": found.may_speak and found.dispute is not None and not found.dispute.answered_at,
        "measure": found.reference.removeprefix("measure:") if found.is_about_me and found.reference else "",
    }
    return render(request, "labels/label.html", page, status=status)
