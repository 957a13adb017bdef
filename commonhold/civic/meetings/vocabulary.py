"""The words of meetings: which kinds there are, where they are held, and where one stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Who meets. The year's reports belong to the annual meeting."""

    GENERAL = "general", _("General meeting")
    ANNUAL = "annual", _("Annual meeting")
    BOARD = "board", _("Board meeting")


class Form(models.TextChoices):
    """Where people come together."""

    ONLINE = "online", _("Online")
    IN_PERSON = "in-person", _("In person")
    HYBRID = "hybrid", _("In person and online")


class State(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", _("In preparation")
    CALLED = "called", _("Called")
    CALLED_OFF = "called-off", _("Called off")
    OPEN = "open", _("Going on")
    CLOSED = "closed", _("Over")


class Answer(models.TextChoices):
    """What a member says beforehand."""

    COMES = "comes", _("I come")
    ONLINE = "online", _("I come online")
    REGRETS = "regrets", _("I can't")


class Report(models.TextChoices):
    """The year's reports, each made from the data."""

    TREASURER = "treasurer", _("Treasurer's report")
    MODERATION = "moderation", _("Moderation's report")
    BOARD = "board", _("Board's report")


def ways_to_answer(form: str) -> list[Answer]:
    """What one can say to a meeting of this form."""
    unfit = {Form.ONLINE: Answer.COMES, Form.IN_PERSON: Answer.ONLINE}
    return [each for each in Answer if each != unfit.get(Form(form))]
