"""What an emoji's name looks like in text."""

from __future__ import annotations

import re

ALONE = re.compile(r"(?=[a-z0-9_]*[a-z])[a-z0-9_]{2,30}")
#: Between colons, and not inside a time such as 10:30:45.
#: The same in names of people of other servers, which take capitals too.
IN_TEXT_ELSEWHERE = re.compile(r"(?<![A-Za-z0-9:]):([A-Za-z0-9_]{2,60}):(?![A-Za-z0-9:])")
IN_TEXT = re.compile(r"(?<![A-Za-z0-9:]):((?=[a-z0-9_]*[a-z])[a-z0-9_]{2,30}):(?![A-Za-z0-9:])")
