"""Every relative link in the documents leads somewhere, and every file that the tour names exists."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
_LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)[^)]*\)")
_NAMED = re.compile(
    r"`((?:commonhold|rulebook|docs|tests|bin|bench|ops)/[\w./-]+?\.(?:py|md|html|json|lock))`"
)


def broken(root: Path = HERE) -> Iterator[str]:
    """ "file: target" for each link or named file that is not there."""
    for page in [*root.glob("*.md"), *root.glob("docs/**/*.md")]:
        text = page.read_text()
        for target in _LINK.findall(text):
            if not (page.parent / target).exists():
                yield f"{page.relative_to(root)}: {target}"
        for target in _NAMED.findall(text):
            if not (root / target).exists():
                yield f"{page.relative_to(root)}: {target}"


if __name__ == "__main__":
    found = list(broken())
    print("\n".join(found))
    sys.exit(bool(found))
