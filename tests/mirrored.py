"""A made-up language that runs from right to left: our sentences in the letters of another script."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog

from wording.catalogues import compiled
from wording.sources import sentences

LANGUAGE = "ar-xb"
_KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd]|%%|\{\w*\}|</?[a-z]+\b[^>]*>|&\w+;)")
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابجدهوزحطيكلمنسعفصقرشتثخذض")


def mirrored(words: str) -> str:
    """The same places and tags, other letters."""
    parts = _KEPT.split(words)
    return "".join(each if at % 2 else each.lower().translate(_LETTERS) for at, each in enumerate(parts))


def write_mirrored(folder: Path) -> Path:
    """A folder of locales with this language in it, for COMMONHOLD_MIRRORED_LOCALE."""
    catalogue = Catalog(locale="ar", fuzzy=False)
    for each in sentences():
        if not each.id:
            continue
        if (each.context or "").startswith("date format"):
            catalogue.add(each.id, each.id, context=each.context)
        elif isinstance(each.id, str):
            catalogue.add(each.id, mirrored(each.id), context=each.context)
        else:
            said = [mirrored(each.id[0]), *[mirrored(each.id[1])] * (catalogue.num_plurals - 1)]
            catalogue.add(each.id, tuple(said), context=each.context)
    path = folder / "ar_XB" / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(compiled(catalogue))
    return folder
