"""Values as people say them."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.ground.charter.section import Parameter, Unit, Value


def in_words(parameter: Parameter, value: Value) -> str:
    """A value with its unit: "3 days", "€ cents" as "5.00", "2/3", or the text itself."""
    if parameter.unit is Unit.SHARE:
        return share_in_words(Fraction(value))
    if parameter.unit is Unit.TABLE:
        return parameter.reads(str(value))
    if not isinstance(value, int):
        return str(value) or _("nothing yet")
    if parameter.unit is Unit.CENTS:
        return f"{value // 100}.{value % 100:02d}"
    words = {
        Unit.DAYS: ngettext("{n} day", "{n} days", value),
        Unit.MONTHS: ngettext("{n} month", "{n} months", value),
        Unit.HOURS: ngettext("{n} hour", "{n} hours", value),
        Unit.PEOPLE: ngettext("{n} person", "{n} people", value),
        Unit.POSTS: ngettext("{n} post", "{n} posts", value),
        Unit.CHARACTERS: ngettext("{n} character", "{n} characters", value),
        Unit.MEGABYTES: ngettext("{n} megabyte", "{n} megabytes", value),
        Unit.MEGAPIXELS: ngettext("{n} million points", "{n} million points", value),
        Unit.REPORTS: ngettext("{n} report", "{n} reports", value),
        Unit.IDEAS: ngettext("{n} idea", "{n} ideas", value),
    }
    return words.get(parameter.unit, "{n}").format(n=value)


def share_in_words(share: Fraction) -> str:
    """Shares as people say them: "half", "two thirds", else "n of d"."""
    said = {
        Fraction(1, 2): _("half"),
        Fraction(1, 3): _("a third"),
        Fraction(2, 3): _("two thirds"),
        Fraction(1, 4): _("a quarter"),
        Fraction(3, 4): _("three quarters"),
        Fraction(1, 5): _("a fifth"),
        Fraction(1): _("all"),
    }
    return said.get(share) or _("{n} of {d}").format(n=share.numerator, d=share.denominator)
