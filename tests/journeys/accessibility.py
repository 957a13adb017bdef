"""What axe-core finds wrong with a page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

from tests import absent
from tests.browser import DESKTOP, PHONE

_ROOT = Path(__file__).resolve().parents[2]


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


def violations_at_both_sizes(page: Page, *, dark_on_phones: bool) -> list[str]:
    """Each rule that a page breaks on a phone in one scheme, and on a desktop in the other."""
    page.set_viewport_size(PHONE)
    on_phones = _broken(page, scheme="dark" if dark_on_phones else "light")
    page.set_viewport_size(DESKTOP)
    return [*on_phones, *_broken(page, scheme="light" if dark_on_phones else "dark")]


def _broken(page: Page, *, scheme: Literal["light", "dark"], rules: str = "{}") -> list[str]:
    page.emulate_media(color_scheme=scheme)
    broken = page.evaluate(f"() => axe.run({{ resultTypes: ['violations'], ...{rules} }})")["violations"]
    return [
        f"{page.url} ({scheme}) {each['id']}, {each['help']}: {[one['html'][:200] for one in each['nodes']]}"
        for each in broken
    ]
