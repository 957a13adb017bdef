"""`bin/words` brings the catalogues in step with the source; `bin/words --check` says what is missing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from babel.messages.catalog import Catalog

from wording import catalogues
from wording.faults import faults
from wording.sources import sentences


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 when every catalogue is whole, 1 when something is missing or wrong."""
    parser = argparse.ArgumentParser(prog="words", description="Keep the translations in step.")
    parser.add_argument("--check", action="store_true", help="write nothing; say what is missing or wrong")
    args = parser.parse_args(arguments)
    source = sentences()
    found = list(out_of_step(source)) if args.check else []
    for language in catalogues.LANGUAGES:
        catalogue = catalogues.in_step(catalogues.read(language), source)
        if not args.check:
            write(language, catalogue)
        found += faults(catalogue, language)
    print("\n".join([*found[:50], f"{len(found)} to mend" if found else "Every sentence is translated."]))
    return 1 if found else 0


def out_of_step(source: Catalog) -> Iterator[str]:
    """Files that `bin/words` would write otherwise than they are."""
    for language in catalogues.LANGUAGES:
        catalogue = catalogues.in_step(catalogues.read(language), source)
        path = catalogues.path_of(language)
        made = path.with_suffix(".mo")
        if not path.exists() or path.read_bytes() != catalogues.as_text(catalogue):
            yield f"{language}: the catalogue is not in step with the source: run bin/words"
        elif not made.exists() or made.read_bytes() != catalogues.compiled(catalogue):
            yield f"{language}: the compiled catalogue is older than the other: run bin/words"


def write(language: str, catalogue: Catalog) -> None:
    path = catalogues.path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(catalogues.as_text(catalogue))
    path.with_suffix(".mo").write_bytes(catalogues.compiled(catalogue))


if __name__ == "__main__":
    sys.exit(main())
