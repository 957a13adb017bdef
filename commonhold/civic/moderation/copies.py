"""What was reported, as its reporter saw it: fetched with her eyes, then kept as it was.

Rooms above add what they show: `house/register.py` says which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from commonhold.civic.deliberation.queries import remarks, statements
from commonhold.civic.moderation.refusals import NothingToReport
from commonhold.civic.moderation.vocabulary import Kind
from commonhold.ground.refusal import NotFound
from commonhold.social.emoji import queries as emoji
from commonhold.social.events import queries as events
from commonhold.social.groups import queries as groups
from commonhold.social.labels import queries as labels
from commonhold.social.media import queries as media
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.posts import attachments
from commonhold.social.posts import queries as posts
from commonhold.social.posts.plain import text_of
from commonhold.social.posts.queries import PostView

#: How many posts above a reported one are kept with it.
MOST_ABOVE = 5


@dataclass(frozen=True)
class Copy:
    """The words of something, frozen. `url` is where it stood; `alts` are descriptions of its pictures."""

    title: str
    url: str
    text: str = ""
    warning: str = ""
    alts: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    by: str = ""  # the address of whoever it is from
    at: str = ""


@dataclass(frozen=True)
class Subject:
    """What somebody is about to report. `pictures` can be reported by themselves: id and description."""

    kind: Kind
    about: str
    person: PersonLine | None
    copy: Copy
    pictures: tuple[tuple[int, str], ...] = field(default=())


def subject(viewer: Viewer, about: str, *, now: datetime) -> Subject:
    """What `about` names, such as "post:17" or "emoji:lantern", as the viewer sees it.

    Raises NothingToReport for what is not there, or not for her.
    """
    name, _colon, key = about.partition(":")
    look = _LOOKS.get(name)
    if look is None or not 0 < len(key) <= 40:
        raise NothingToReport
    try:
        return look(viewer, key, now)
    except NotFound as gone:
        raise NothingToReport from gone


def offer_look(name: str, look: Look) -> None:
    """Let something of a room above be reported. `look` raises NotFound for what the viewer may not see."""
    _LOOKS[name] = look


def context_of(viewer: Viewer, kind: str, key: str, *, now: datetime) -> list[Copy]:
    """What a post answers, the first first, as the viewer sees it now; nothing of anything else."""
    if kind != Kind.POST or not key.isdecimal():
        return []
    above: list[Copy] = []
    try:
        post = posts.post(viewer, int(key))
        while post.in_reply_to is not None and len(above) < MOST_ABOVE:
            post = posts.post(viewer, post.in_reply_to)
            above.insert(0, _copy_of(post))
    except NotFound:
        return above
    return above


def to_json(copy: Copy) -> dict[str, Any]:
    return asdict(copy)


def from_json(kept: Mapping[str, Any]) -> Copy:
    """What a row keeps; of an erased copy nothing is left but its kind."""
    values = {"title": "", "url": "", **kept}
    return Copy(
        **{**values, "alts": tuple(values.get("alts", ())), "options": tuple(values.get("options", ()))}
    )


def _post(viewer: Viewer, key: str, now: datetime) -> Subject:
    post = posts.post(viewer, _number(key))
    if post.removed:
        raise NothingToReport
    pictures = tuple((each.id, each.alt) for each in post.media if not each.is_mine)
    kind = Kind.MESSAGE if post.audience == "direct" else Kind.POST
    return Subject(kind, key, post.author, _copy_of(post), pictures)


def _copy_of(post: PostView) -> Copy:
    return Copy(
        title=post.author.name,
        url=f"/@{post.author.handle}/{post.id}",
        text=text_of(post.html).strip(),
        warning=post.warning,
        alts=tuple(each.alt for each in post.media),
        options=() if post.poll is None else tuple(each.text for each in post.poll.options),
        by=post.author.handle,
        at=post.at.isoformat(),
    )


def _person(viewer: Viewer, key: str, now: datetime) -> Subject:
    person = people.person(viewer, _number(key))
    profile = people.profile(viewer, person.handle)
    copy = Copy(profile.name, f"/@{profile.handle}", text=profile.summary, by=profile.handle)
    return Subject(Kind.PERSON, key, person, copy)


def _group(viewer: Viewer, key: str, now: datetime) -> Subject:
    line = groups.line(viewer, _number(key))
    text = "\n\n".join(each for each in (line.summary, groups.group(viewer, line.handle).rules) if each)
    return Subject(Kind.GROUP, key, None, Copy(line.title, f"/g/{line.handle}", text=text))


def _event(viewer: Viewer, key: str, now: datetime) -> Subject:
    event = events.event(viewer, _number(key), now=now)
    text = "\n\n".join(each for each in (event.text, event.place) if each)
    copy = Copy(event.title, f"/events/{event.id}", text=text, by=event.host.handle)
    return Subject(Kind.EVENT, key, event.host, copy)


def _emoji(viewer: Viewer, key: str, now: datetime) -> Subject:
    if key not in {each.shortcode for each in emoji.catalogue(viewer)}:
        raise NothingToReport
    return Subject(Kind.EMOJI, key, None, Copy(f":{key}:", "/emoji"))


def _picture(viewer: Viewer, key: str, now: datetime) -> Subject:
    post_id = attachments.carrier_of(viewer, _number(key))
    if post_id is None:
        raise NothingToReport
    post = posts.post(viewer, post_id)
    found = media.media(viewer, [_number(key)]).get(_number(key))
    whole = _copy_of(post)
    copy = Copy(whole.title, whole.url, alts=(found.alt if found else "",), by=whole.by, at=whole.at)
    return Subject(Kind.PICTURE, key, post.author, copy)


def _remark(viewer: Viewer, key: str, now: datetime) -> Subject:
    remark = remarks.remark(viewer, _number(key))
    if remark.person is None:
        raise NothingToReport
    url, by = f"/talk/remarks/{remark.id}", remark.person
    copy = Copy(by.name, url, text=remark.text, by=by.handle, at=remark.at.isoformat())
    return Subject(Kind.REMARK, key, by, copy)


def _statement(viewer: Viewer, key: str, now: datetime) -> Subject:
    """Of nobody: who made it is told neither to whoever reports it nor to whoever answers."""
    found = statements.statement(viewer, _number(key))
    url = f"/decide/{found.proposal_id}/talk/statements"
    return Subject(Kind.STATEMENT, key, None, Copy("", url, text=found.text, at=found.at.isoformat()))


def _label(viewer: Viewer, key: str, now: datetime) -> Subject:
    """With what was said for and against it. Its labeler's list is public, and so is who is behind that."""
    found = labels.label(viewer, _number(key), now=now)
    lines = [f"{found.value} ({found.named})", found.words]
    if found.dispute is not None:
        lines += [found.dispute.words, found.dispute.answer]
    by = labels.put_by(found.id)
    person = people.lines(viewer, [by]).get(by) if by else None
    text = "\n\n".join(each for each in lines if each)
    copy = Copy(found.labeler, f"/labels/{found.id}", text=text, at=found.at.isoformat())
    return Subject(Kind.LABEL, key, person, copy)


def _labeler(viewer: Viewer, key: str, now: datetime) -> Subject:
    found = labels.labeler(viewer, _number(key), now=now)
    person = people.by_handle(viewer, found.url.removeprefix("/@")) if found.kind == "person" else None
    copy = Copy(found.title, f"/labelers/{found.id}", text=found.words, by=found.whose)
    return Subject(Kind.LABELER, key, person, copy)


def _number(key: str) -> int:
    if not (key.isascii() and key.isdecimal() and len(key) < 20):
        raise NothingToReport
    return int(key)


Look = Callable[[Viewer, str, datetime], Subject]

_LOOKS: dict[str, Look] = {
    "post": _post,
    "person": _person,
    "group": _group,
    "event": _event,
    "emoji": _emoji,
    "picture": _picture,
    "remark": _remark,
    "statement": _statement,
    "label": _label,
    "labeler": _labeler,
}
