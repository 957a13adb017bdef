"""What can be published, and under which licence."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

VERSION = "v1"
#: The name of a table's cell to which all others come.
ALL = "all"


class Table(models.TextChoices):
    """A table of each edition. Its name is for ever."""

    MEMBERS = "members", _("Members by class, at the end of the month")
    VOTES = "votes", _("Votes counted, by what came of them")
    TURNOUT = "turnout", _("Votes counted: who took part, and who stayed away")
    POSTS = "posts", _("Posts of each week, by whom they are for")
    MODERATION = "moderation", _("Measures that were taken, by kind")
    INCOME = "income", _("What came in, by account")
    COSTS = "costs", _("What it cost, by account")


#: Tables of sums, in which one may have nearly all.
MONEY = frozenset({Table.INCOME, Table.COSTS})


class Licence(models.TextChoices):
    """SPDX names (spdx.org/licenses) of licences that open data has."""

    CC0 = "CC0-1.0", _("CC0 1.0: without conditions")
    CC_BY = "CC-BY-4.0", _("CC BY 4.0: with our name")
    CC_BY_SA = "CC-BY-SA-4.0", _("CC BY-SA 4.0: with our name, and what is made of it likewise")
    ODBL = "ODbL-1.0", _("ODbL 1.0: with our name, and databases made of it likewise")
