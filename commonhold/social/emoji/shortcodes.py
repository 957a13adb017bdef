"""What an emoji's name looks like in text."""

from __future__ import annotations

import re

ALONE = re.compile(r"(?=[a-z0-9_]*[a-z])[a-z0-9_]{2,30}")
#: Between colons, and not inside a time such as 10:30:45.
IN_TEXT = re.compile(r"(?<![A-Za-z0-9:]):((?=[a-z0-9_]*[a-z])[a-z0-9_]{2,30}):(?![A-Za-z0-9:])")
