"""One catalogue for each language in `commonhold/locale/`, with its compiled form beside it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from wording.sources import HERE

#: Those that are offered, and whole.
LANGUAGES: tuple[str, ...] = ("de", "es", "fr", "nl")
LOCALE = HERE / "commonhold" / "locale"
_WIDTH = 100
# Git knows when a catalogue changed; a date in the file would only make two people's changes collide.
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
_HEAD = """\
# Commonhold in {name}. Written by people; `bin/words` keeps it in step with the source.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def path_of(language: str, locale: Path = LOCALE) -> Path:
    return locale / language / "LC_MESSAGES" / "django.po"


def read(language: str, locale: Path = LOCALE) -> Catalog:
    """The catalogue as it lies there; an empty one where there is none yet."""
    path = path_of(language, locale)
    text = path.read_bytes() if path.exists() else b""
    catalogue = read_po(io.BytesIO(text), locale=language)
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    catalogue.fuzzy = False
    return catalogue


def in_step(old: Catalog, source: Catalog) -> Catalog:
    """The source's sentences with the translations of `old`. What is said no more is kept at the end of
    the file, and comes back when the sentence does."""
    known = {_key(each): each for each in [*old.obsolete.values(), *old] if each.id}
    new = Catalog(locale=old.locale, fuzzy=False, creation_date=_NO_DATE, revision_date=_NO_DATE)
    for sentence in source:
        if not sentence.id:
            continue
        before = known.pop(_key(sentence), None)
        fits = before is not None and isinstance(before.id, str) == isinstance(sentence.id, str)
        new.add(
            sentence.id,
            before.string if before is not None and fits else None,
            [(path, 0) for path, _line in sentence.locations],
            flags={"fuzzy"} if before is not None and fits and before.fuzzy else set(),
            user_comments=before.user_comments if before is not None else (),
            context=sentence.context,
        )
    for gone in known.values():
        if gone.string and (isinstance(gone.string, str) or any(gone.string)):
            new.obsolete[_key(gone)] = gone
    return new


def as_text(catalogue: Catalog) -> bytes:
    """The `.po` file, sorted by the English sentence so that two people's additions rarely meet."""
    written = io.BytesIO()
    write_po(written, catalogue, width=_WIDTH, omit_header=True, sort_output=True, include_lineno=False)
    language = str(catalogue.locale)
    head = _HEAD.format(
        name=catalogue.locale.english_name if catalogue.locale else language,
        language=language,
        plural=catalogue.plural_forms,
    )
    return head.encode() + written.getvalue().strip() + b"\n"


def compiled(catalogue: Catalog) -> bytes:
    """The `.mo` file that Django reads."""
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def _key(message: Message) -> tuple[str, str]:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return first, message.context or ""
