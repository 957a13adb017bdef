"""The form in which posts are written: words first, everything else in sections that open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commonhold.doors.web.posts.languages import LANGUAGES
from commonhold.social.groups.queries import GroupLine
from commonhold.social.lists.queries import ListLine
from commonhold.social.polls.actions import LONGEST_OPTION, MOST_OPTIONS, NewPoll
from commonhold.social.posts.habits import HabitsView
from commonhold.social.posts.said import Said
from commonhold.social.posts.wording import LONGEST_POST, LONGEST_WARNING, is_language

AUDIENCES: list[tuple[str, Any]] = [
    ("public", _("Everybody")),
    ("unlisted", _("Everybody, but in no public list")),
    ("followers", _("My followers")),
    ("mutuals", _("My followers whom I follow")),
    ("members", _("Members of our co-op; it stays on this server")),
    ("direct", _("Only the people I mention")),
]
_DURATIONS = [
    (5, _("5 minutes")),
    (30, _("30 minutes")),
    (60, _("1 hour")),
    (360, _("6 hours")),
    (1440, _("1 day")),
    (4320, _("3 days")),
    (10080, _("7 days")),
    (20160, _("14 days")),
    (43200, _("30 days")),
]
REPLIES = [
    ("everyone", _("Everybody who may read it")),
    ("followers", _("My followers and whom I mention")),
    ("mentioned", _("Only whom I mention")),
    ("nobody", _("Nobody but me")),
]
QUOTES = [
    ("everyone", _("Everybody who may read it")),
    ("followers", _("My followers")),
    ("ask", _("Ask me each time")),
    ("nobody", _("Nobody but me")),
]
_NO_HABITS = HabitsView()
_LIST, _GROUP = "list:", "group:"


def keep_language(form: forms.Form) -> None:
    """Offer what is chosen already too: apps say more codes than stand in our list, such as `pt-BR`."""
    chosen, field = str(form["language"].value() or ""), form.fields["language"]
    known = [code for code, _name in field.choices]  # type: ignore[attr-defined]  # a ChoiceField's
    if chosen not in known and is_language(chosen):
        field.choices = [*field.choices, (chosen, chosen)]  # type: ignore[attr-defined]  # a ChoiceField's


class WordsForm(forms.Form):
    """What a post says: when it is written and when it is edited."""

    text = forms.CharField(
        label=_("What do you want to say?"),
        required=False,
        help_text=_("Markdown works. @name mentions somebody, #word is a tag."),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST_POST, "dir": "auto"}),
    )
    is_plain = forms.BooleanField(
        label=_("Plain text"), help_text=_("Every * and _ stays as you typed it."), required=False
    )
    warning = forms.CharField(
        label=_("Content warning"),
        help_text=_("Shown instead of the text until somebody opens it."),
        max_length=LONGEST_WARNING,
        required=False,
    )
    is_sensitive = forms.BooleanField(
        label=_("Cover its pictures"), help_text=_("They show when somebody asks for them."), required=False
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Not said")), *LANGUAGES], required=False
    )

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)
        keep_language(self)

    @property
    def longest(self) -> int:
        return LONGEST_POST

    @property
    def format(self) -> str:
        return "plain" if self.cleaned_data["is_plain"] else "markdown"


class ComposeForm(WordsForm):
    """Everything that a post can be. `zone` is the co-op's: times are given in it."""

    audience = forms.ChoiceField(label=_("Who may read it?"), choices=AUDIENCES, required=False)
    option = forms.CharField(required=False, widget=forms.MultipleHiddenInput)  # read as a list by hand
    poll_minutes = forms.TypedChoiceField(
        label=_("Open for"), choices=_DURATIONS, coerce=int, empty_value=None, initial=1440, required=False
    )
    poll_is_multiple = forms.BooleanField(label=_("People may choose several answers"), required=False)
    poll_hides_counts = forms.BooleanField(
        label=_("Hide the counts until it closes"), help_text=_("From you too."), required=False
    )
    reply_control = forms.ChoiceField(
        label=_("Who may reply?"), choices=REPLIES, initial="everyone", required=False
    )
    approves_replies = forms.BooleanField(
        label=_("I let each reply be seen first"),
        help_text=_("Until then only you and its author see it."),
        required=False,
    )
    quote_policy = forms.ChoiceField(
        label=_("Who may quote it?"), choices=QUOTES, initial="everyone", required=False
    )
    due = forms.DateTimeField(
        label=_("Publish it at"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, object] | None = None,
        audiences: Sequence[str],
        is_reply: bool = False,
        lists: Sequence[ListLine] = (),
        groups: Sequence[GroupLine] = (),
        habits: HabitsView = _NO_HABITS,
        zone: str,
    ) -> None:
        super().__init__(data, initial=initial)
        self._habits = habits
        mine = [(f"{_LIST}{each.id}", each.title) for each in lists] if "list" in audiences else []
        choices: list[tuple[object, object]] = [pair for pair in AUDIENCES if pair[0] in audiences]
        if mine:
            choices.insert(-1, (_("My lists"), mine))
        if groups and "group" in audiences:
            choices.insert(-1, (_("My groups"), [(f"{_GROUP}{each.id}", each.title) for each in groups]))
        if is_reply:
            choices.insert(0, ("", _("Whoever reads the post above")))
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField's
        self._zone = ZoneInfo(zone)

    @property
    def options(self) -> list[str]:
        """The answers as they were typed, with room for more."""
        typed = self.data.getlist("option") if isinstance(self.data, QueryDict) else []
        given = list(typed or self.initial.get("options", ()))
        return (given + [""] * MOST_OPTIONS)[:MOST_OPTIONS]

    @property
    def longest_option(self) -> int:
        return LONGEST_OPTION

    @property
    def first_options(self) -> list[tuple[int, str]]:
        """As many as were filled, and four at least; the others wait behind a section."""
        return list(enumerate(self.options, 1))[: self._shown]

    @property
    def more_options(self) -> list[tuple[int, str]]:
        return list(enumerate(self.options, 1))[self._shown :]

    @property
    def has_poll(self) -> bool:
        return any(each.strip() for each in self.options)

    @property
    def says_who_replies(self) -> bool:
        """Is anything chosen in that section that is not as her habits have it?"""
        habits = self._habits
        replies = self["reply_control"].value() not in {habits.reply_control, None, ""}
        quotes = self["quote_policy"].value() not in {habits.quote_policy, None, ""}
        return replies or quotes or bool(self["approves_replies"].value()) != habits.approves_replies

    @property
    def _shown(self) -> int:
        filled = [number for number, each in enumerate(self.options, 1) if each.strip()]
        return max(4, *filled, 0) if filled else 4

    def clean_due(self) -> datetime | None:
        due: datetime | None = self.cleaned_data["due"]
        return None if due is None else due.replace(tzinfo=self._zone)

    def said(self, *, in_reply_to: int | None, quoted: int | None, media: Sequence[int]) -> Said:
        """As far as it can be read; what is wrong with it is the action's to say."""
        given = self.cleaned_data
        audience, list_id, group_id = _chosen(given.get("audience") or "")
        return Said(
            text=given.get("text", ""),
            audience=audience,
            list_id=list_id,
            group_id=group_id,
            in_reply_to=in_reply_to,
            quoted=quoted,
            media=tuple(media),
            poll=self._poll(),
            warning=given.get("warning", ""),
            is_sensitive=given.get("is_sensitive", False),
            language=given.get("language", ""),
            format="plain" if given.get("is_plain") else "markdown",
            reply_control=given.get("reply_control") or "everyone",
            approves_replies=given.get("approves_replies", False),
            quote_policy=given.get("quote_policy") or "everyone",
        )

    def _poll(self) -> NewPoll | None:
        if not self.has_poll:
            return None
        return NewPoll(
            options=tuple(each for each in self.options if each.strip()),
            minutes=self.cleaned_data.get("poll_minutes") or 1440,
            is_multiple=self.cleaned_data.get("poll_is_multiple", False),
            hides_counts=self.cleaned_data.get("poll_hides_counts", False),
        )


def _chosen(value: str) -> tuple[str | None, int | None, int | None]:
    """The audience, and the list or group that is meant."""
    if value.startswith(_LIST):
        return "list", int(value.removeprefix(_LIST)), None
    if value.startswith(_GROUP):
        return "group", None, int(value.removeprefix(_GROUP))
    return value or None, None, None


def _choice(said: Said) -> str | None:
    """The other way round."""
    places = {"list": f"{_LIST}{said.list_id}", "group": f"{_GROUP}{said.group_id}"}
    return places.get(said.audience or "", said.audience)


def initial_of(said: Said, *, due: datetime | None = None, zone: str) -> dict[str, object]:
    """What a form shows of something that was said already."""
    poll = said.poll or NewPoll(())
    return {
        "text": said.text,
        "audience": _choice(said),
        "warning": said.warning,
        "is_sensitive": said.is_sensitive,
        "language": said.language,
        "is_plain": said.format == "plain",
        "options": list(poll.options),
        "poll_minutes": poll.minutes,
        "poll_is_multiple": poll.is_multiple,
        "poll_hides_counts": poll.hides_counts,
        "reply_control": said.reply_control,
        "approves_replies": said.approves_replies,
        "quote_policy": said.quote_policy,
        "due": None if due is None else due.astimezone(ZoneInfo(zone)).replace(tzinfo=None),
    }
