"""Whatever a table says of somebody is in her archive, or stands in a list with the reason why not."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonhold.social.takeout import folders, offered, schemas
from commonhold.social.takeout.making import Made, make
from commonhold.social.takeout.tests.opening import Opened
from tests.cast import minutes
from tests.erasing.conftest import MARK
from tests.erasing.filling import Whose, models_about_people
from tests.erasing.not_taken import NOT_TAKEN
from tests.erasing.schemas import schema_for

_WRITES = os.environ.get("COMMONHOLD_WRITE_SCHEMAS") == "1"


def _taken(whose: Whose) -> tuple[Opened, set[str]]:
    """The archive, and the tables that were read for it."""
    with CaptureQueriesContext(connection) as caught:
        for _step in make(1, whose.person_id, made=Made(), now=minutes(1)):
            pass
    statements = "\n".join(each["sql"] for each in caught.captured_queries)
    tables = {each._meta.db_table for each in models_about_people()}
    return Opened(folders.whole(1)), {each for each in tables if f'"{each}"' in statements}


def _untold(read: set[str]) -> list[str]:
    tables = {each._meta.db_table for each in models_about_people()}
    return sorted(tables - read - NOT_TAKEN.keys())


def test_every_table_about_people_is_taken_along_or_excepted_with_a_reason(filled: Whose) -> None:
    _archive, read = _taken(filled)
    assert _untold(read) == []
    assert sorted(NOT_TAKEN.keys() & read) == [], "taken along, and needs no excuse any more"
    known = {each._meta.db_table for each in models_about_people()}
    assert sorted(NOT_TAKEN.keys() - known) == []


def test_a_room_that_gives_nothing_is_found_out(filled: Whose, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = {**offered.rooms(), "filters": lambda _person_id: {}}
    monkeypatch.setattr(offered, "_rooms", silent)
    _archive, read = _taken(filled)
    assert _untold(read) == ["filters_filter"]


def test_every_file_of_a_room_keeps_to_its_schema(filled: Whose) -> None:
    """With COMMONHOLD_WRITE_SCHEMAS=1 the schemas are written anew from what the rooms give now."""
    archive, _read = _taken(filled)
    for name, export in offered.rooms().items():
        value = archive.json(f"rooms/{name}.json")
        words = (export.__doc__ or name).partition("\n")[0]
        made = schema_for(name, words, value, MARK)
        path = Path(schemas.__file__).parent / "schemas_of_rooms" / f"{name}.json"
        if _WRITES:
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n")
        assert json.loads(path.read_text()) == made, name
        given = made if _WRITES else archive.json(f"schemas/{name}.schema.json")
        jsonschema.Draft202012Validator(given).validate(value)
