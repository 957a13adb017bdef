"""How somebody writes unless she says otherwise, as she chooses it."""

from __future__ import annotations

from dataclasses import asdict

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from commonhold.doors.web.posts.forms import AUDIENCES, QUOTES, REPLIES, keep_language
from commonhold.doors.web.posts.languages import LANGUAGES
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.posts import actions
from commonhold.social.posts.habits import AUDIENCES as BY_HABIT
from commonhold.social.posts.habits import HabitsView, habits_of


class HabitsForm(forms.Form):
    """What a post says of itself when its author chose nothing."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Who reads what I write?"),
        choices=[pair for pair in AUDIENCES if pair[0] in BY_HABIT],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do I write?"),
        choices=[("", gettext_lazy("As in my last post")), *LANGUAGES],
        required=False,
    )
    quote_policy = forms.ChoiceField(label=gettext_lazy("Who may quote me?"), choices=QUOTES)
    reply_control = forms.ChoiceField(label=gettext_lazy("Who may reply to me?"), choices=REPLIES)
    approves_replies = forms.BooleanField(
        label=gettext_lazy("I let each reply be seen first"),
        help_text=gettext_lazy("Until then only you and its author see it."),
        required=False,
    )
    is_sensitive = forms.BooleanField(
        label=gettext_lazy("Cover my pictures"),
        help_text=gettext_lazy("They show when somebody asks for them."),
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)
        keep_language(self)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def habits(request: HttpRequest) -> HttpResponse:
    """Choose how one writes; every form for posts, here and in apps, begins so."""
    known = asdict(habits_of(viewer_of(request)))
    form = HabitsForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = HabitsView(**form.cleaned_data)
            actions.choose_habits(person_id_of(request), habits=chosen, now=clock.now())
            messages.success(request, _("Your next post begins like this."))
            return see_other(request.path)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return render(request, "posts/habits.html", {"form": form}, status=400 if form.errors else 200)
