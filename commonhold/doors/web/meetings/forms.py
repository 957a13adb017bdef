from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.civic.meetings.actions import agenda, calling, chairing
from commonhold.civic.meetings.queries import ItemView, MeetingView
from commonhold.civic.meetings.vocabulary import Form, Kind, Report
from commonhold.doors.web.events.forms import ClockInput, on_the_clock
from commonhold.doors.web.refused import RefusedForm
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter

_CLOCK = "%Y-%m-%dT%H:%M"


class MeetingForm(RefusedForm):
    """What, when and where. Times are those of the co-op's clock."""

    kind = forms.ChoiceField(label=_("Which meeting is it?"), choices=Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=calling.LONGEST_TITLE)
    starts = forms.DateTimeField(
        label=_("It begins"),
        help_text=_("On our co-op's clock."),
        input_formats=[_CLOCK, "%Y-%m-%d %H:%M"],
        widget=ClockInput,
    )
    form = forms.ChoiceField(
        label=_("How do people come together?"), choices=Form.choices, widget=forms.RadioSelect
    )
    place = forms.CharField(label=_("Where?"), max_length=calling.LONGEST_PLACE, required=False)
    link = forms.CharField(
        label=_("Link to take part online"),
        help_text=_("Shown only to those whom the meeting is for."),
        max_length=calling.LONGEST_LINK,
        required=False,
    )
    chair = forms.TypedChoiceField(label=_("Who chairs it?"), coerce=int, empty_value=None, required=False)
    text = forms.CharField(
        label=_("What should people know?"),
        help_text=_("Markdown works."),
        max_length=calling.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chair = self.fields["chair"]
        if isinstance(chair, forms.TypedChoiceField):
            chair.choices = [("", _("Whoever calls it")), *people]

    def clean_starts(self) -> datetime:
        return on_the_clock(self.cleaned_data["starts"], _zone())

    def plan(self) -> calling.Plan:
        """As the actions take it."""
        said = self.cleaned_data
        return calling.Plan(
            kind=said["kind"],
            title=said["title"],
            form=said["form"],
            starts_at=said["starts"],
            place=said["place"],
            link=said["link"],
            text=said["text"],
            chair_id=said["chair"],
        )


class ItemForm(RefusedForm):
    """What is talked of."""

    title = forms.CharField(label=_("What is it about?"), max_length=agenda.LONGEST_TITLE)
    text = forms.CharField(
        label=_("More about it"),
        help_text=_("Markdown works."),
        max_length=agenda.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    proposal = forms.TypedChoiceField(
        label=_("A proposal that it is about"), coerce=int, empty_value=None, required=False
    )
    report = forms.ChoiceField(
        label=_("One of the year's reports"), choices=[("", _("None")), *Report.choices], required=False
    )

    def __init__(
        self, *args: Any, proposals: Sequence[tuple[int, str]], is_annual: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["proposal"]
        if isinstance(choice, forms.TypedChoiceField):
            choice.choices = [("", _("None")), *proposals]
        if not is_annual:
            del self.fields["report"]

    def item(self) -> agenda.Item:
        """As the actions take it."""
        said = self.cleaned_data
        return agenda.Item(said["title"], said["text"], said["proposal"], said.get("report", ""))


class CallOffForm(RefusedForm):
    reason = forms.CharField(
        label=_("Why is it called off?"),
        help_text=_("Everybody whom it concerns reads it."),
        max_length=calling.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MinutesForm(RefusedForm):
    """What was said of each item, and of a correction what it corrects."""

    def __init__(self, *args: Any, items: Sequence[ItemView], is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in items:
            self.fields[f"item-{each.id}"] = forms.CharField(
                label=each.title,
                initial=each.minutes,
                max_length=chairing.LONGEST_MINUTES,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5}),
            )
        if is_correction:
            self.fields["because"] = forms.CharField(
                label=_("What do you correct?"),
                help_text=_("Readers see it beside the new version. Needed only when you publish."),
                max_length=chairing.LONGEST_REASON,
                required=False,
            )

    def texts(self) -> dict[int, str]:
        """What was written, by the item's id."""
        return {
            int(name.removeprefix("item-")): text
            for name, text in self.cleaned_data.items()
            if name.startswith("item-")
        }


def initial_of(meeting: MeetingView) -> dict[str, Any]:
    """A meeting as its form shows it."""
    return {
        "kind": meeting.kind,
        "title": meeting.title,
        "starts": meeting.starts_at.astimezone(_zone()).replace(tzinfo=None),
        "form": meeting.form,
        "place": meeting.place,
        "link": meeting.link,
        "chair": meeting.chair.id,
        "text": meeting.text,
    }


def _zone() -> ZoneInfo:
    return ZoneInfo(charter.current().read(CoopCharter).time_zone)
