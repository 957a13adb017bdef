"""What axe-core finds wrong with a page."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

from tests import absent
from tests.browser import DESKTOP, PHONE
from tests.visible import lasting

_ROOT = Path(__file__).resolve().parents[2]
#: A page's own part, and the frame around it.
_PARTS = """() => {
  const page = document.documentElement.cloneNode(true);
  const main = page.querySelector("main");
  main?.remove();
  return [main?.outerHTML ?? "", page.outerHTML];
}"""


def axe() -> Path:
    """Where axe-core lies; skips when it does not."""
    default = _ROOT / "node_modules" / "axe-core" / "axe.min.js"
    script = Path(os.environ.get("COMMONHOLD_AXE", default))
    if not script.is_file():
        absent.skip("axe-core", "npm ci")
    return script


def violations(page: Page) -> list[str]:
    """Each rule that a page breaks in light, and where its contrast is too low in dark.

    The page got axe-core by an init script. Only colours change with the scheme.
    """
    contrast = "{ runOnly: ['color-contrast'] }"
    return [*_broken(page, scheme="light"), *_broken(page, scheme="dark", rules=contrast)]


class Judge:
    """Judges pages at both sizes; what she or another worker of this run judged before, she does not again.

    Much of a page is the same for all members, and its frame for all pages of a place.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def violations(self, page: Page, *, dark_on_phones: bool) -> list[str]:
        """Each rule that a page breaks on a phone in one scheme, and on a desktop in the other."""
        parts = [lasting(each) for each in page.evaluate(_PARTS)]
        new = [each for each in parts if self._is_new(f"{dark_on_phones} {each}")]
        if not new:
            return []
        page.set_viewport_size(PHONE)
        on_phones = _broken(page, scheme="dark" if dark_on_phones else "light")
        page.set_viewport_size(DESKTOP)
        return [*on_phones, *_broken(page, scheme="light" if dark_on_phones else "dark")]

    def _is_new(self, part: str) -> bool:
        try:
            (self._folder / sha256(part.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


def _broken(page: Page, *, scheme: Literal["light", "dark"], rules: str = "{}") -> list[str]:
    page.emulate_media(color_scheme=scheme)
    # We have no frames within pages, and no rule that we ask for looks at style sheets apart.
    asked = f"{{ resultTypes: ['violations'], iframes: false, preload: {{ assets: ['media'] }}, ...{rules} }}"
    broken = page.evaluate(f"() => axe.run({asked})")["violations"]
    return [
        f"{page.url} ({scheme}) {each['id']}, {each['help']}: {[one['html'][:200] for one in each['nodes']]}"
        for each in broken
    ]
