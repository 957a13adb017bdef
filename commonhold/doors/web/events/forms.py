from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.doors.web.refused import RefusedForm
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.clock.zones import time_zones
from commonhold.social.events import actions
from commonhold.social.events.queries import EventView

_CLOCK = "%Y-%m-%dT%H:%M"


def zones() -> list[tuple[str, str]]:
    """Places that people know, in the order of their names."""
    known = (each for each in time_zones() if "/" in each and not each.startswith(("Etc/", "posix")))
    return [("UTC", "UTC"), *((each, each.replace("_", " ")) for each in sorted(known))]


class ClockInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=_CLOCK)


class EventForm(RefusedForm):
    """What, when and where. Times are those of the place's clock."""

    title = forms.CharField(label=gettext_lazy("What is it?"), max_length=actions.LONGEST_TITLE)
    starts = forms.DateTimeField(
        label=gettext_lazy("It begins"), input_formats=[_CLOCK, "%Y-%m-%d %H:%M"], widget=ClockInput
    )
    ends = forms.DateTimeField(
        label=gettext_lazy("It ends"),
        input_formats=[_CLOCK, "%Y-%m-%d %H:%M"],
        widget=ClockInput,
        required=False,
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("On whose clock?"), help_text=gettext_lazy("The time zone of the place.")
    )
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=actions.LONGEST_PLACE, required=False)
    link = forms.CharField(
        label=gettext_lazy("Link to take part online"),
        help_text=gettext_lazy("Shown only to those who say that they come, or may."),
        max_length=actions.LONGEST_LINK,
        required=False,
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Room for how many?"), min_value=1, max_value=1_000_000, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("What should people know?"),
        help_text=gettext_lazy("Markdown works."),
        max_length=actions.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        if isinstance(zone, forms.ChoiceField):
            zone.choices = zones()
        self.initial.setdefault("time_zone", charter.current().read(CoopCharter).time_zone)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        zone = said.get("time_zone")
        for name in ("starts", "ends"):
            if said.get(name) is not None and zone:
                said[name] = on_the_clock(said[name], ZoneInfo(zone))
        return said

    def plan(self) -> actions.Plan:
        """As the actions take it."""
        said = self.cleaned_data
        return actions.Plan(
            title=said["title"],
            starts_at=said["starts"],
            ends_at=said["ends"],
            time_zone=said["time_zone"],
            place=said["place"],
            link=said["link"],
            capacity=said["capacity"],
            text=said["text"],
        )


class NewEventForm(EventForm):
    """Where no group says it, who may know of it is asked."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Who may know of it?"),
        choices=[
            ("public", gettext_lazy("Everybody")),
            ("members", gettext_lazy("Members of our co-op only")),
        ],
        initial="public",
        widget=forms.RadioSelect,
    )


class CancelForm(RefusedForm):
    reason = forms.CharField(
        label=gettext_lazy("Why is it called off?"),
        help_text=gettext_lazy("Those who meant to come read it."),
        max_length=actions.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def initial_of(event: EventView) -> dict[str, Any]:
    """An event as its form shows it."""
    zone = ZoneInfo(event.time_zone)
    return {
        "title": event.title,
        "starts": event.starts_at.astimezone(zone).replace(tzinfo=None),
        "ends": None if event.ends_at is None else event.ends_at.astimezone(zone).replace(tzinfo=None),
        "time_zone": event.time_zone,
        "place": event.place,
        "link": event.link,
        "capacity": event.capacity,
        "text": event.text,
    }


def on_the_clock(at: datetime, zone: ZoneInfo) -> datetime:
    """What the clock of that place shows. Raises ValidationError for an hour that it skips."""
    local = at.replace(tzinfo=zone)
    if local.astimezone(ZoneInfo("UTC")).astimezone(zone).replace(tzinfo=None) != at.replace(tzinfo=None):
        raise forms.ValidationError(_("The clocks go forward then, and skip this hour. Choose another."))
    return local
