"""Whatever is kept of people says what for. A table without a line in `civic/rights/kept` is found here."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Model

from commonhold.civic.rights.kept import KEPT, Ground, Kept
from commonhold.social.consents.purposes import PURPOSES
from commonhold.social.people.models import Login, Person

ROOMS = Path(__file__).resolve().parent.parent / "commonhold"


def declared(kept: Iterable[Kept]) -> Counter[str]:
    return Counter(table for each in kept for table in each.tables)


def about_people(models: Iterable[type[Model]]) -> set[str]:
    """Tables that refer to a person or a login, and those two themselves."""
    found = {"people.Person"}
    for model in models:
        refers = {
            each.related_model for each in model._meta.get_fields() if each.is_relation and each.concrete
        }
        if refers & {Person, Login}:
            found.add(f"{model._meta.app_label}.{model.__name__}")
    return found


def test_every_table_about_people_says_what_it_is_kept_for_once() -> None:
    found, said = about_people(apps.get_models()), declared(KEPT)
    assert sorted(found - set(said)) == [], "say in civic/rights/kept what these are kept for"
    assert sorted(set(said) - found) == [], "these are in no room any more, or refer to nobody"
    assert [name for name, times in said.items() if times > 1] == []


def test_a_table_that_says_nothing_is_found() -> None:
    without = [each for each in KEPT if "payments.BankDetails" not in each.tables]
    assert "payments.BankDetails" in about_people(apps.get_models()) - set(declared(without))


def test_what_needs_a_yes_names_a_purpose_of_the_closed_list() -> None:
    for each in KEPT:
        assert (each.ground is Ground.CONSENT) == bool(each.consent)
        assert not each.consent or each.consent in PURPOSES


def without_purpose(room: str, sources: dict[str, str]) -> list[str]:
    """Modules of a room that read what needs a yes, and never name the purpose: by their texts."""
    kept = [each for each in KEPT if each.consent and each.room == room]
    tables = {table.partition(".")[2] for each in kept for table in each.tables}
    found = []
    for path, text in sources.items():
        names = {each.id for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Name)}
        models = set(_read_in(ast.parse(text)))
        names |= models
        asks = {each.asname or each.name for each in _imported(text, "consents.purposes")}
        reads = models & tables
        if reads and not asks & names:
            found.append(path)
    return found


def _read_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name):
            yield node.value.id


def _imported(text: str, module: str) -> list[ast.alias]:
    return [
        alias
        for each in ast.walk(ast.parse(text))
        if isinstance(each, ast.ImportFrom) and (each.module or "").endswith(module)
        for alias in each.names
    ]


def test_whoever_reads_what_needs_a_yes_names_the_purpose() -> None:
    for room in {each.room for each in KEPT if each.consent}:
        (folder,) = ROOMS.glob(f"*/{room}")
        sources = {path.name: path.read_text() for path in folder.glob("*.py")}
        assert without_purpose(room, sources) == []


def test_a_reader_without_a_purpose_is_found() -> None:
    reads = "from x.models import Stand\ndef side(me):\n    return Stand.objects.get(person=me)\n"
    assert without_purpose("bridging", {"new.py": reads}) == ["new.py"]
    names = "from a.consents.purposes import BRIDGING\n" + reads.replace("get(", "get(BRIDGING, ")
    assert without_purpose("bridging", {"new.py": names}) == []
