"""Letting somebody else vote where one does not vote oneself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.governance.actions import delegate as actions
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.delegations import topics
from commonhold.civic.governance.queries import delegations
from commonhold.civic.governance.queries.delegations import DelegationView
from commonhold.civic.members import queries as members
from commonhold.doors.web.undo import say_with_undo
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

_PAGE = "/decide/delegate"


class DelegateForm(forms.Form):
    """To whom, and on what."""

    def __init__(self, data: Any = None, *, people: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        choices = [("", _("Choose a member")), *((str(each), name) for each, name in people)]
        self.fields["to"] = forms.ChoiceField(label=_("Who votes for you"), choices=choices)
        self.fields["topic"] = forms.ChoiceField(
            label=_("On what"), choices=[("", topic_name("")), *topics().items()], required=False
        )


@dataclass(frozen=True)
class Passed:
    """A vote that passes on, with the people over whom it does."""

    person: PersonLine | None
    to: int
    topic: str
    topic_name: str
    since: datetime
    until: datetime
    chain: Sequence[str]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def delegate_page(request: HttpRequest) -> HttpResponse:
    """See, give and renew; giving it anew for a topic replaces what was given before."""
    form = DelegateForm(request.POST if request.method == "POST" else None, people=_others(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.delegate(owner_id_of(request), to=int(said["to"]), topic=said["topic"], now=clock.now())
            messages.success(request, _("It is passed on. Your own ballot always comes first."))
            return see_other(_PAGE)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _render(request, form)


@require_POST
@signed_in
def take_back(request: HttpRequest) -> HttpResponse:
    by, topic, now = owner_id_of(request), request.POST.get("topic", ""), clock.now()
    given = {each.topic: each.to for each in delegations.given(Viewer(by), at=now)}
    actions.take_back(by, topic=topic, now=now)
    words = _("Your vote is yours again, also where voting is open now.")
    say_with_undo(request, words, action=_PAGE, to=given.get(topic, ""), topic=topic)
    return see_other(_PAGE)


def topic_name(topic: str) -> str:
    """How a topic is called; the empty one is everything."""
    return topics().get(topic, topic) if topic else _("Everything")


def _render(request: HttpRequest, form: DelegateForm) -> HttpResponse:
    viewer, now = owner_of(request), clock.now()
    rules, me = charter.current().read(GovernanceCharter), owner_id_of(request)
    given, received = delegations.given(viewer, at=now), delegations.received(viewer, at=now)
    told = [person for each in (*given, *received) for person in (each.person_id, *each.chain)]
    names = people.lines(viewer, told)
    page = {
        "form": form,
        "given": [_passed(each, names, me) for each in given],
        "received": [_passed(each, names, me) for each in received],
        "most": rules.most_carried,
        "days": rules.delegation_days,
        "has_a_ballot": members.may_vote(me, at=now),
    }
    return render(request, "decide/delegate.html", page, status=400 if form.errors else 200)


def _passed(found: DelegationView, names: dict[int, PersonLine], me: int) -> Passed:
    chain = [_("you") if each == me else names[each].name for each in found.chain if each in names]
    return Passed(
        person=names.get(found.person_id),
        to=found.to,
        topic=found.topic,
        topic_name=topic_name(found.topic),
        since=found.since,
        until=found.until,
        chain=chain,
    )


def _others(request: HttpRequest) -> list[tuple[int, str]]:
    me = owner_id_of(request)
    return [
        (each.person_id, each.name) for each in members.directory(owner_of(request)) if each.person_id != me
    ]
