from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class RightsCharter(Section):
    """How long a look at private data lasts, when people are told, and how an account is found again."""

    section = "rights"
    title = _("Rights over one's own data")

    look_hours: int = parameter(
        1,
        words=_("Hours for which a reason holds, once somebody gave one to look at private data"),
        unit=Unit.HOURS,
        low=1,
        high=24,
        because=_("Long enough to do the work, and short enough that the reason is still the reason."),
    )
    tell_after_days: int = parameter(
        30,
        words=_("Days after which people are told of a look that a case asked for"),
        unit=Unit.DAYS,
        low=1,
        high=180,
        because=_("Told at once, somebody who threatens others could hide it. Never told is worse."),
    )
    sign_ins_days: int = parameter(
        90,
        words=_("Days for which it is kept when and with what somebody signed in"),
        unit=Unit.DAYS,
        low=1,
        high=365,
        because=_("Long enough that she finds a stranger in the list. The network address is not in it."),
    )
    recovery_vouchers: int = parameter(
        2,
        words=_("People of the membership panel who must say that they spoke with whoever lost her account"),
        unit=Unit.PEOPLE,
        low=2,
        high=5,
        because=_("One alone could be fooled, or be the one who fools."),
    )
    recovery_days: int = parameter(
        7,
        words=_("Days that an account waits before it is given back to who lost it"),
        unit=Unit.DAYS,
        low=2,
        high=30,
        because=_("Long enough that the owner reads the notices and says no, if somebody else asks."),
    )
