"""Asking, and an agreement's page with everything that its two sides may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.credit import queries as credit
from commonhold.civic.exchange.actions import asking, clearing, disputing, doing, going, paying, telling_how
from commonhold.civic.exchange.queries import agreements, offers
from commonhold.civic.exchange.queries.agreements import AgreementView
from commonhold.civic.exchange.queries.offers import OfferView
from commonhold.civic.exchange.vocabulary import Direction, Per, Price, State
from commonhold.civic.moderation import queries as moderation
from commonhold.doors.web.exchange.finding import tabs
from commonhold.doors.web.exchange.forms import (
    AnswerForm,
    AskForm,
    ChangeForm,
    DisputeForm,
    JuryForm,
    ProposalForm,
    ReasonForm,
    WordForm,
    typed_time,
)
from commonhold.doors.web.exchange.shown import cards, look_of, open_times, when_of
from commonhold.doors.web.markdown import to_html
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.people.queries import Viewer

_Forms = dict[str, forms.Form]
_Act = Callable[[int, datetime], object]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask_page(request: HttpRequest, offer_id: int) -> HttpResponse:
    """Ask for an offer, with its price and its terms above the button."""
    viewer, now = owner_of(request), clock.now()
    offer = offers.offer(viewer, offer_id, now=now)
    needs_time = offer.line.price.per is not Per.WHOLE or bool(offer.open_times)
    form = AskForm(request.POST or None, zone=offer.time_zone, needs_time=needs_time)
    if request.method == "POST" and form.is_valid():
        with refused_at(form):
            words = form.cleaned_data["words"]
            by = owner_id_of(request)
            made = asking.ask(by, offer_id=offer_id, span=form.span, words=words, now=now)
            return see_other(f"/exchange/agreements/{made}")
    page = {
        "offer": offer,
        "form": form,
        "open_times": open_times(offer, now=now),
        "needs_time": needs_time,
        "gives": offer.line.direction is Direction.REQUEST,
        "way": _way(viewer, offer, now),
        "pays_credit": offer.line.price.kind is Price.CREDIT and offer.line.direction is Direction.OFFER,
    }
    return render(request, "exchange/ask.html", page, status=400 if form.errors else 200)


@require_safe
@signed_in
def list_page(request: HttpRequest) -> HttpResponse:
    """One's agreements: those that go on, or those that are over."""
    now, over = clock.now(), request.GET.get("in") == "over"
    found, older = agreements.mine(
        owner_of(request), now=now, is_over=over, before=whole(request.GET.get("before"))
    )
    page = {
        "agreements": cards(found, now=now),
        "older": older,
        "over": over,
        "tabs": tabs("agreements"),
    }
    return render(request, "exchange/agreements.html", page)


@require_safe
@signed_in
def agreement_page(request: HttpRequest, agreement_id: int) -> HttpResponse:
    return _show(request, agreement_id)


@require_POST
@signed_in
def do(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """What needs no words: agree, withdraw, answer a change, say that it is done, pay, and so on."""
    by, now, what = owner_id_of(request), clock.now(), request.POST.get("do", "")
    if what == "card":
        made = paying.begin_to_pay_by_card(by, agreement_id=agreement_id, now=now)
        return see_other(f"/money/pay/people/{made}")
    act = _PLAIN.get(what)
    if act is None:
        return see_other(f"/exchange/agreements/{agreement_id}")
    try:
        said = act(by, agreement_id, now)
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, agreement_id, refused=str(refusal))
    if said:
        messages.warning(request, str(said))
    else:
        messages.success(request, _("Done. The page says how it stands."))
    return see_other(f"/exchange/agreements/{agreement_id}")


@require_POST
@signed_in
def write(request: HttpRequest, agreement_id: int, what: str) -> HttpResponse:
    """What is said with a form: a reason, a change, a word, a dispute, a proposal."""
    viewer, now = owner_of(request), clock.now()
    found = agreements.agreement(viewer, agreement_id, now=now)
    made = _form(what, found, request)
    if made is None:
        return see_other(f"/exchange/agreements/{agreement_id}")
    form, act = made
    if form.is_valid():
        try:
            said = act(owner_id_of(request), now)
            if isinstance(said, str) and said:
                messages.warning(request, said)
            return see_other(f"/exchange/agreements/{agreement_id}")
        except NotFound:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        except forms.ValidationError as wrong:
            form.add_error(None, wrong)
    return _show(request, agreement_id, {what: form})


@require_POST
@signed_in
def answer_word(request: HttpRequest, agreement_id: int, word_id: int) -> HttpResponse:
    """Answer what the other side said."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        with refused_at(form):
            text = form.cleaned_data["text"]
            telling_how.answer_word(owner_id_of(request), word_id=word_id, text=text, now=clock.now())
            return see_other(f"/exchange/agreements/{agreement_id}#words")
    return _show(request, agreement_id, {"answer": form})


_PLAIN: dict[str, Callable[[int, int, datetime], object]] = {
    "agree": lambda by, of, now: asking.agree(by, agreement_id=of, now=now),
    "withdraw": lambda by, of, now: asking.withdraw(by, agreement_id=of, now=now),
    "change-yes": lambda by, of, now: going.answer_change(by, agreement_id=of, accepts=True, now=now),
    "change-no": lambda by, of, now: going.answer_change(by, agreement_id=of, accepts=False, now=now),
    "deposit-taken": lambda by, of, now: going.note_deposit(by, agreement_id=of, returned=False, now=now),
    "deposit-back": lambda by, of, now: going.note_deposit(by, agreement_id=of, returned=True, now=now),
    "done": lambda by, of, now: doing.say_done(by, agreement_id=of, now=now),
    "pay": lambda by, of, now: doing.pay_now(by, agreement_id=of, now=now),
    "received": lambda by, of, now: doing.say_received(by, agreement_id=of, now=now),
    "pay-owed": lambda by, of, now: clearing.pay_owed(by, agreement_id=of, now=now),
    "let-owed-go": lambda by, of, now: clearing.let_owed_go(by, agreement_id=of, now=now),
    "mediate": lambda by, of, now: disputing.mediate(by, agreement_id=of, now=now),
    "accept": lambda by, of, now: disputing.answer_proposal(by, agreement_id=of, accepts=True, now=now),
    "refuse": lambda by, of, now: disputing.answer_proposal(by, agreement_id=of, accepts=False, now=now),
    "content": lambda by, of, now: disputing.end_dispute(by, agreement_id=of, now=now),
}


#: What is said with a form: its fields are the action's arguments.
_SAID: dict[str, Callable[..., object]] = {
    "decline": asking.decline,
    "cancel": going.cancel,
    "word": telling_how.write_word,
    "dispute": disputing.open_dispute,
    "propose": disputing.propose,
    "close": disputing.close_dispute,
    "jury": disputing.bring_before_jury,
}
_FORMS: dict[str, type[forms.Form]] = {
    "decline": ReasonForm,
    "cancel": ReasonForm,
    "word": WordForm,
    "dispute": DisputeForm,
    "propose": ProposalForm,
    "close": DisputeForm,
}


def _form(what: str, found: AgreementView, request: HttpRequest) -> tuple[forms.Form, _Act] | None:
    """The form of this name, and what it does."""
    typed, of = request.POST, found.id
    if what == "change":
        form = ChangeForm(typed, agreement=found)
        return form, lambda by, now: going.ask_change(by, agreement_id=of, wish=form.wish(), now=now)
    if what not in _SAID:
        return None
    made: forms.Form
    made = JuryForm(typed, rules=moderation.rules()) if what == "jury" else _FORMS[what](typed)
    act = _SAID[what]
    return made, lambda by, now: act(by, agreement_id=of, now=now, **made.cleaned_data)


def _show(
    request: HttpRequest, agreement_id: int, refused_forms: _Forms | None = None, *, refused: str = ""
) -> HttpResponse:
    now = clock.now()
    found = agreements.agreement(owner_of(request), agreement_id, now=now)
    zone = ZoneInfo(found.time_zone)
    begins = {}
    if found.starts_at is not None and found.ends_at is not None:
        begins = {"starts": typed_time(found.starts_at, zone), "ends": typed_time(found.ends_at, zone)}
    page = {
        "agreement": found,
        "text": to_html(found.text),
        "when": when_of(found, found.time_zone, now=now),
        "change_when": "" if found.change is None else when_of(found.change, found.time_zone, now=now),
        "look": look_of(found.state),
        "is_over": found.state in {State.DECLINED, State.WITHDRAWN, State.LAPSED, State.CANCELLED},
        "refused": refused,
        "decline_form": ReasonForm(),
        "cancel_form": ReasonForm(),
        "change_form": ChangeForm(agreement=found, initial=begins),
        "word_form": WordForm(initial={"was_as_agreed": True, "would_again": True}),
        "answer_form": AnswerForm(),
        "dispute_form": DisputeForm(),
        "propose_form": ProposalForm(),
        "close_form": DisputeForm(),
        "jury_form": JuryForm(rules=moderation.rules()),
        **{f"{name}_form": form for name, form in (refused_forms or {}).items()},
    }
    failed = bool(refused or refused_forms)
    return render(request, "exchange/agreement.html", page, status=400 if failed else 200)


def _way(viewer: Viewer, offer: OfferView, now: datetime) -> object | None:
    """How mutual credit would get there, for the one who would pay; None where it would not."""
    line = offer.line
    if line.price.kind is not Price.CREDIT or line.direction is Direction.REQUEST:
        return None
    return credit.way_to(viewer, to_id=line.by.id, minutes=line.price.minutes, now=now)
