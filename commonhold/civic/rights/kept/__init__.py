"""What is kept of people, room by room: what for, on which ground, and what becomes of it when they leave.

Every table that refers to a person or her login is in one line of `social.py` or `civic.py`; a test finds
those that are not (`tests/test_what_is_kept.py`). The page `/about/data` is made from it.
"""

from __future__ import annotations

from commonhold.civic.rights.kept import civic, social
from commonhold.civic.rights.kept.line import Ground, Kept

__all__ = ["KEPT", "Ground", "Kept"]

KEPT = (*social.KEPT, *civic.KEPT)
