"""Writing a post: the page with everything, which also takes what the small forms elsewhere began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.doors.web.media.uploads import bring_along, cards_of, reminder_of
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.posts.filtering import folded
from commonhold.doors.web.posts.forms import ComposeForm, initial_of
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.filters.matching import Place
from commonhold.social.groups import queries as groups
from commonhold.social.lists import queries as lists
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import actions, audiences, queries, waiting
from commonhold.social.posts.habits import habits_of
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.refusals import NoSuchDraft
from commonhold.social.posts.said import Said
from commonhold.social.posts.waiting import DraftView


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def compose(request: HttpRequest) -> HttpResponse:
    """Write a post, a reply (`reply_to`), a quote (`quote`), or go on with a draft (`draft`)."""
    if request.method == "POST":
        return _take(request)
    viewer = viewer_of(request)
    asked = _number(request.GET.get("draft"))
    draft = None if asked is None else waiting.draft(viewer, asked)
    said = _begun(request, viewer) if draft is None else draft.said
    form = _form(viewer, said, initial=initial_of(said, due=draft.due if draft else None, zone=_zone()))
    return _page(request, form, said, draft=draft)


@require_POST
@signed_in
def keep_draft(request: HttpRequest) -> JsonResponse:
    """Keep what is being written, for a script that asks now and then; answers the draft's id, or null."""
    viewer, by, now = viewer_of(request), person_id_of(request), clock.now()
    form, said = _read(request, viewer, _sent_media(request))
    draft_id = _number(request.POST.get("draft_id"))
    if form.cleaned_data.get("due") is not None:
        return JsonResponse({"draft": draft_id and str(draft_id)})  # what waits for its time is not touched
    if said.is_empty:
        if draft_id is not None:
            actions.discard_draft(by, draft_id=draft_id, now=now)
        return JsonResponse({"draft": None})
    try:
        return JsonResponse({"draft": str(_save(by, said, draft_id, now))})
    except Refusal as refusal:
        return JsonResponse({"trouble": str(refusal)}, status=400)


def _take(request: HttpRequest) -> HttpResponse:
    viewer, by, now = viewer_of(request), person_id_of(request), clock.now()
    brought = bring_along(request, by, now=now)
    form, said = _read(request, viewer, brought.ids)
    for words in brought.refusals:
        form.add_error(None, words)
    do = request.POST.get("do", "publish")
    if do == "more" or form.errors:
        return _page(request, form, said)
    draft_id = _number(request.POST.get("draft_id"))
    try:
        if do == "draft":
            _save(by, said, draft_id, now)
            return see_other("/drafts")
        due = form.cleaned_data["due"]
        if due is not None:
            actions.schedule_post(by, said=said, due=due, draft_id=draft_id, now=now)
            return see_other("/scheduled")
        made = actions.publish_post(by, **said.arguments(), draft_id=draft_id, now=now)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, form, said)
    post = queries.post(viewer, made)
    return see_other(f"/@{post.author.handle}/{post.id}")


def _begun(request: HttpRequest, viewer: Viewer) -> Said:
    """An empty form, or what a link, another app's share or a parent's warning puts into it."""
    given = request.GET
    parts = [given.get(name, "").strip() for name in ("title", "text", "url")]
    handle = given.get("group", "")
    group = groups.group(viewer, handle).line.id if handle else None
    habits = habits_of(viewer)
    said = Said(
        text="\n".join(each for each in parts if each)[:20_000],
        in_reply_to=_number(given.get("reply_to")),
        quoted=_number(given.get("quote")),
        audience="group" if group else given.get("audience") or None,
        group_id=group,
        is_sensitive=habits.is_sensitive,
        language=habits.language or waiting.last_language(viewer),
        quote_policy=habits.quote_policy,
        reply_control=habits.reply_control,
        approves_replies=habits.approves_replies,
    )
    if said.in_reply_to is None:
        return replace(said, audience=said.audience or habits.audience)
    return replace(said, warning=queries.post(viewer, said.in_reply_to).warning)


def _read(request: HttpRequest, viewer: Viewer, medium_ids: Sequence[int]) -> tuple[ComposeForm, Said]:
    given = request.POST
    reply_to, quoted = _number(given.get("reply_to")), _number(given.get("quote"))
    data = given.copy()
    if "language" not in data:  # the small forms don't ask
        habits = habits_of(viewer)
        data["language"] = habits.language or waiting.last_language(viewer)
        data["quote_policy"], data["reply_control"] = habits.quote_policy, habits.reply_control
        for name in ("is_sensitive", "approves_replies"):
            if getattr(habits, name):
                data[name] = "on"
    form = _form(viewer, Said(in_reply_to=reply_to), data=data)
    form.is_valid()
    return form, form.said(in_reply_to=reply_to, quoted=quoted, media=medium_ids)


def _form(viewer: Viewer, said: Said, **given: Any) -> ComposeForm:
    parent = None if said.in_reply_to is None else queries.post(viewer, said.in_reply_to).audience
    may = [str(each) for each in audiences.choices_for(parent)]
    if "members" in may and not (viewer.person_id and people.is_member(viewer.person_id)):
        may.remove("members")
    mine = lists.lists_of(viewer) if "list" in may else ()
    hers = groups.mine(viewer) if "group" in may else ()
    return ComposeForm(
        audiences=may,
        is_reply=parent is not None,
        lists=mine,
        groups=hers,
        habits=habits_of(viewer),
        zone=_zone(),
        **given,
    )


def _page(
    request: HttpRequest, form: ComposeForm, said: Said, *, draft: DraftView | None = None
) -> HttpResponse:
    viewer = viewer_of(request)
    media = cards_of(viewer, said.media)
    page = {
        "form": form,
        "said": said,
        "parent": _shown(request, said.in_reply_to),
        "quoted": _shown(request, said.quoted),
        "media": media,
        "reminder": reminder_of(media),
        "draft": draft,
        "draft_id": str(draft.id) if draft else request.POST.get("draft_id", ""),
        "zone": _zone(),
        "draft_count": len(waiting.drafts(viewer)),
        "scheduled_count": len(waiting.drafts(viewer, scheduled=True)),
    }
    return render(request, "posts/compose.html", page, status=400 if form.errors else 200)


def _shown(request: HttpRequest, post_id: int | None) -> Any:
    """A post above the form; gone meanwhile, the action says so when the form is sent."""
    found: list[PostView] = [] if post_id is None else queries.posts(viewer_of(request), [post_id])
    return folded(request, found[0], Place.THREADS) if found else None


def _save(by: int, said: Said, draft_id: int | None, now: datetime) -> int:
    """Keep it; a draft that was deleted elsewhere meanwhile becomes a new one."""
    try:
        return actions.save_draft(by, said=said, draft_id=draft_id, now=now)
    except NoSuchDraft:
        return actions.save_draft(by, said=said, now=now)


def _sent_media(request: HttpRequest) -> list[int]:
    left_out = set(request.POST.getlist("leave_out"))
    sent = dict.fromkeys(request.POST.getlist("media_id"))
    kept = [whole(each) for each in sent if each not in left_out]
    return [each for each in kept if each is not None]


def _number(given: str | None) -> int | None:
    return whole(given)


def _zone() -> str:
    return charter.current().read(CoopCharter).time_zone
