"""What the privacy page leads on to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.doors.web.settings.index import Line

ELSEWHERE = (
    Line("/about/data", _("What we keep about you, and why"), _("Table by table."), "book-open"),
    Line("/me/looked", _("Who looked"), _("At private data of yours, when, and why."), "search"),
    Line("/settings/writing", _("How you write"), _("For whom, unless you say otherwise."), "pencil"),
    Line("/settings/blocks", _("People you blocked"), _("You and they don't meet here."), "octagon-x"),
    Line(
        "/settings/notifications",
        _("Notifications"),
        _("What you are told of, on which devices, and by mail."),
        "bell",
    ),
    Line("/settings/apps", _("Apps"), _("Which programs act for you, and what they may do."), "terminal"),
)
