"""Cities that decided a part of their budget by the Method of Equal Shares: the same projects."""

import csv
from pathlib import Path

import pytest

from rulebook.tally import pabulib
from rulebook.tally.files import decode
from rulebook.tally.methods import BUDGETING
from rulebook.tally.terms import Terms
from tests.absent import vectors, vectors_folder

FILES = sorted((vectors_folder() / "elections" / "equal-shares").glob("*.pb"))


def selected(path: Path) -> set[str]:
    rows = list(csv.reader(path.read_text().splitlines(), delimiter=";"))
    start, end = rows.index(["PROJECTS"]) + 1, rows.index(["VOTES"])
    names = rows[start]
    chosen, key = names.index("selected"), names.index("project_id")
    return {row[key] for row in rows[start + 1 : end] if row[chosen] == "1"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_same_projects_are_funded(path: Path) -> None:
    votes = pabulib.parse(decode(path.read_bytes()))
    sheet = BUDGETING["equal-shares"].count(votes, Terms(unranked="no-opinion"))
    assert {votes.projects[project].key for project in sheet.elected} == selected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_writing_a_city_and_reading_it_back_changes_nothing(path: Path) -> None:
    votes = pabulib.parse(decode(path.read_bytes()))
    assert pabulib.parse(pabulib.write(votes)) == votes


def test_the_cities_are_here() -> None:
    assert vectors().is_dir()
    assert len(FILES) >= 2
