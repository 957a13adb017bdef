from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.notifications.forms import DigestForm
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.doors.web.welcome.forms import InterestsForm, YourselfForm
from commonhold.doors.web.welcome.steps import done, go_on, lines, page_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.collections import actions as collection_actions
from commonhold.social.collections import queries as collections
from commonhold.social.first_hour import actions, queries
from commonhold.social.groups import queries as groups
from commonhold.social.groups.actions import joining
from commonhold.social.groups.queries import GroupLine
from commonhold.social.notifications import push
from commonhold.social.notifications import queries as notifications
from commonhold.social.notifications.actions import digests
from commonhold.social.people import actions as people_actions
from commonhold.social.people import queries as people
from commonhold.social.posts import tagged
from commonhold.social.tags import actions as tag_actions
from commonhold.social.tags import queries as tags

_RECENT = timedelta(days=60)
_TAGS, _PEOPLE, _COLLECTIONS, _GROUPS = 24, 8, 4, 4


@require_safe
@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """All steps, what became of each, and the next."""
    progress = queries.progress(viewer_of(request))
    following = progress.next
    page = {
        "steps": lines(progress),
        "next_url": None if following is None else f"/welcome/{following}",
        "has_begun": any(each.state for each in progress.steps),
    }
    return render(request, "welcome/overview.html", page)


@require_POST
@signed_in
def skip(request: HttpRequest) -> HttpResponse:
    """Leave a `step` out and go on; without one, all that are still open, and go home."""
    step = request.POST.get("step", "")
    if not step:
        actions.skip_the_rest(person_id_of(request), now=clock.now())
        return see_other("/")
    actions.skip_step(person_id_of(request), step=step, now=clock.now())
    return go_on(request, step)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def interests(request: HttpRequest) -> HttpResponse:
    """Choose tags to follow: of those that people use here, and others by name."""
    viewer, by, now = viewer_of(request), person_id_of(request), clock.now()
    followed = tags.followed(viewer)
    offered = list(dict.fromkeys([*followed, *(each.name for each in _used(request))]))
    form = InterestsForm(request.POST if request.method == "POST" else None)
    chosen = set(request.POST.getlist("tag")) if request.method == "POST" else set(followed)
    if request.method == "POST" and form.is_valid():
        try:
            for name in [*sorted(chosen), *form.names()]:
                tag_actions.follow_tag(by, name=name, now=now)
            for name in set(followed) - chosen - set(form.names()):
                tag_actions.unfollow_tag(by, name=name, now=now)
            return done(request, "interests")
        except Refusal as refusal:
            form.add_error("own", str(refusal))
    page = page_of(request, "interests", form=form, offered=[(each, each in chosen) for each in offered])
    return render(request, "welcome/interests.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def company(request: HttpRequest) -> HttpResponse:
    """Follow people, whole collections and groups, many at once."""
    viewer = viewer_of(request)
    offered, _further = groups.discover(viewer, limit=_GROUPS)
    if request.method == "POST":
        _keep_company(request, offered)
        return done(request, "company")
    latest = collections.collections(viewer, limit=_COLLECTIONS)
    found = [collections.collection(viewer, each.id) for each in latest]
    page = page_of(
        request,
        "company",
        collections=[each for each in found if each.to_follow],
        suggested=people.suggested(viewer, limit=_PEOPLE),
        groups=[each for each in offered if each.joining != "invitation"],
    )
    return render(request, "welcome/company.html", page)


@require_safe
@signed_in
def people_page(request: HttpRequest) -> HttpResponse:
    """Where a collection's page leads back to."""
    return see_other("/welcome/company")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def yourself(request: HttpRequest) -> HttpResponse:
    """One's name, and a sentence about oneself."""
    viewer, by = viewer_of(request), person_id_of(request)
    profile = people.profile(viewer, people.person(viewer, by).handle)
    given = {"display_name": profile.name, "summary": profile.summary}
    form = YourselfForm(request.POST if request.method == "POST" else None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            people_actions.describe_person(by, now=clock.now(), **form.cleaned_data)
            return done(request, "yourself")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    page = page_of(request, "yourself", form=form, profile=profile)
    return render(request, "welcome/yourself.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def news(request: HttpRequest) -> HttpResponse:
    """Mail with what was missed, and a device that rings."""
    viewer, by = viewer_of(request), person_id_of(request)
    now_chosen = {"rhythm": notifications.digest_rhythm(viewer)}
    form = DigestForm(request.POST if request.method == "POST" else None, initial=now_chosen)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["rhythm"] != now_chosen["rhythm"]:
                digests.choose_digest(by, rhythm=form.cleaned_data["rhythm"], now=clock.now())
            return done(request, "news")
        except Refusal as refusal:
            form.add_error("rhythm", str(refusal))
    page = page_of(
        request, "news", form=form, devices=notifications.devices(viewer), push_key=push.public_key()
    )
    return render(request, "welcome/news.html", page, status=400 if form.errors else 200)


def _used(request: HttpRequest) -> list[tagged.TagUse]:
    return tagged.used_since(viewer_of(request), clock.now() - _RECENT, limit=_TAGS)


def _keep_company(request: HttpRequest, offered: list[GroupLine]) -> None:
    """Follow and join what is marked, and say how much that was. Who is gone meanwhile is left out."""
    viewer, by, now = viewer_of(request), person_id_of(request), clock.now()
    count = 0
    for each in request.POST.getlist("collection"):
        collection_id = whole(each) or 0
        try:
            count += collection_actions.follow_all(by, collection_id=collection_id, now=now)
        except NotFound:
            continue
    for handle in request.POST.getlist("person"):
        try:
            people_actions.follow(by, person_id=people.by_handle(viewer, handle).id, now=now)
            count += 1
        except Refusal:
            continue
    marked = set(request.POST.getlist("group"))
    for line in offered:
        if line.handle not in marked:
            continue
        enter = joining.join_group if line.joining == "open" else joining.ask_to_join
        try:
            enter(by, group_id=line.id, now=now)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
    if count:
        words = ngettext("You follow {n} more person now.", "You follow {n} more people now.", count)
        messages.success(request, words.format(n=count))
