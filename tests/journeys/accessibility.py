"""What axe-core finds wrong with a page."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

from tests import absent

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
    page.emulate_media(color_scheme="light")
    broken = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")["violations"]
    page.emulate_media(color_scheme="dark")
    broken += page.evaluate("() => axe.run({ runOnly: ['color-contrast'] })")["violations"]
    return [
        f"{page.url}: {each['id']}: {each['help']}: {[node['html'][:200] for node in each['nodes']]}"
        for each in broken
    ]
