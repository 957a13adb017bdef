"""The objects of `fediverse-pasture-inputs`: what servers have been seen to send, odd or plain."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

from tests import absent

#: What the package imports of a server's program that is not installed, to annotate one argument.
_MISSING = ("fediverse_pasture", "fediverse_pasture.runner", "fediverse_pasture.runner.entry")


def odd_objects() -> list[tuple[str, dict[str, Any]]]:
    """A name for each, and what is unusual about it: properties to add to a note."""
    for each in _MISSING:
        sys.modules.setdefault(each, ModuleType(each))
    vars(sys.modules[_MISSING[-1]]).setdefault("Entry", object)
    try:
        package = importlib.import_module("fediverse_pasture_inputs")
    except ImportError:
        absent.skip("fediverse-pasture-inputs", "pip install --no-deps -r requirements/alone.lock")
    return [
        (f"{name} {at}", example)
        for name, inputs in sorted(package.available.items())
        for at, example in enumerate(inputs.examples)
    ]
