"""What people are told of labels."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind

_LABEL = "/labels/{number}"

KINDS = [
    Kind(
        "label.put",
        title=_("A labeler puts a word on something of yours"),
        one=_("{words} labelled something of yours. You read why, and can dispute it."),
        leads_to=_LABEL,
    ),
    Kind(
        "label.disputed",
        title=_("Somebody disputes a label that you can take back"),
        one=_("A label of {words} is disputed. Nobody answers in time: it ends."),
        leads_to=_LABEL,
    ),
    Kind(
        "label.taken-off",
        title=_("A label that you disputed is taken off"),
        one=_("The label of {words} that you disputed is taken off."),
        leads_to=_LABEL,
    ),
    Kind(
        "label.kept",
        title=_("A label that you disputed stays"),
        one=_("{words} answered you: the label stays. You may bring it before our moderation."),
        leads_to=_LABEL,
    ),
]
