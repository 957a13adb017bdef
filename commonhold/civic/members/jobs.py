"""What happens here by itself: vouches lapse, hearings end, notices run out."""

from __future__ import annotations

from commonhold.civic.members import coop_account, fakes
from commonhold.civic.members.actions import leaving, vouching

KINDS = [*coop_account.KINDS, *vouching.KINDS, *fakes.KINDS, *leaving.KINDS]
