from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commonhold.doors.web.media.cards import MediumCard
from commonhold.doors.web.media.uploads import bring_along, cards_of
from commonhold.doors.web.viewer import viewer_of
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.posts import actions as posts


class MessageForm(forms.Form):
    """What is said in a conversation."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WritersForm(forms.Form):
    """Who may begin to write to a person."""

    writers = forms.ChoiceField(
        label=_("Who may begin to write to you?"),
        choices=[
            ("everybody", _("Everybody; strangers wait among the requests")),
            ("acquainted", _("Those who follow you, and those whom you follow")),
            ("nobody", _("Nobody; conversations that have begun go on")),
        ],
        widget=forms.RadioSelect,
    )


@dataclass
class Letter:
    """A message that is being written: its words, and the media that were brought along for it."""

    form: MessageForm
    media_ids: list[int]

    @classmethod
    def read(cls, request: HttpRequest, by: int, *, now: datetime) -> Letter:
        """What the form says; its files are kept, whatever is refused later."""
        form = MessageForm(request.POST)
        brought = bring_along(request, by, now=now)
        for words in brought.refusals:
            form.add_error("text", words)
        return cls(form, list(brought.ids))

    @classmethod
    def empty(cls) -> Letter:
        return cls(MessageForm(), [])

    def send(self, by: int, *, channel: int, now: datetime) -> int | None:
        """Say it in a conversation; the message's id, or None when the form says what was refused."""
        if not self.form.is_valid():
            return None
        try:
            return posts.publish_post(
                by,
                text=self.form.cleaned_data["text"],
                media=self.media_ids,
                channel=channel,
                audience="direct",
                now=now,
            )
        except NotFound:
            raise
        except Refusal as refusal:
            self.form.add_error("text", str(refusal))
            return None

    def cards(self, request: HttpRequest) -> list[MediumCard]:
        """The media for the field, in order."""
        return cards_of(viewer_of(request), self.media_ids)
