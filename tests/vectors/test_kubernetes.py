"""The steering committees of Kubernetes, 2018 to 2021: the published order from the real ballots.

2018 was counted by Schulze's method; 2019 and 2020 by another Condorcet method that gives the same order;
of 2021 only those elected were published. It holds only where leaving somebody out means no opinion.
"""

import csv
import re
from pathlib import Path

import pytest

from rulebook.tally.ballots import Profile, Ranking
from rulebook.tally.methods import METHODS
from rulebook.tally.schulze import SchulzeDetails
from rulebook.tally.terms import Terms
from tests.absent import vectors

YEARS = {
    2018: "2018-BALLOTS.csv",
    2019: "2019-BALLOTS.csv",
    2020: "2020-BALLOTS.csv",
    2021: "2021-ballots.csv",
}
SEATS = {2018: 3, 2019: 4, 2020: 3, 2021: 4}

#: The ballots of 2021 name people by their accounts.
ACCOUNTS = {
    "Paris Pittman": "parispittman",
    "Stephen Augustus": "justaugustus",
    "Christoph Blecker": "cblecker",
    "Tim Pepper": "tpepper",
}


def ballots(path: Path, seats: int) -> Profile:
    names, *rows = csv.reader(path.read_text().splitlines())
    grouped: dict[Ranking, int] = {}
    for row in filter(None, rows):
        ranks: dict[int, list[int]] = {}
        for candidate, rank in enumerate(row):
            if rank != "No opinion":
                ranks.setdefault(int(rank), []).append(candidate)
        ranking = tuple(tuple(ranks[rank]) for rank in sorted(ranks))
        grouped[ranking] = grouped.get(ranking, 0) + 1
    return Profile(tuple(name.partition(" (@")[0] for name in names), seats, grouped)


def published(path: Path, year: int) -> list[str]:
    names = re.findall(r"^[0-9]+\. (.+?) *$", path.read_text(), re.MULTILINE)
    order = list(dict.fromkeys(names))
    return [ACCOUNTS[name] for name in order] if year == 2021 else order


@pytest.mark.parametrize("year", YEARS)
def test_schulze_gives_the_published_order(year: int) -> None:
    folder = vectors() / "elections" / "kubernetes"
    profile = ballots(folder / YEARS[year], SEATS[year])
    [results] = folder.glob(f"{year}-[Rr][Ee]*.md")
    order = published(results, year)
    sheet = METHODS["schulze"].count(profile, Terms(unranked="no-opinion"))
    assert isinstance(sheet.details, SchulzeDetails)
    ours = [profile.candidates[candidate] for place in sheet.details.order for candidate in place]
    assert ours[: len(order)] == order
    assert len(order) >= SEATS[year]
    assert [profile.candidates[candidate] for candidate in sheet.elected] == order[: SEATS[year]]


@pytest.mark.parametrize("year", YEARS)
def test_ranked_pairs_elects_the_same_people(year: int) -> None:
    folder = vectors() / "elections" / "kubernetes"
    profile = ballots(folder / YEARS[year], SEATS[year])
    [results] = folder.glob(f"{year}-[Rr][Ee]*.md")
    sheet = METHODS["ranked-pairs"].count(profile, Terms(unranked="no-opinion"))
    names = [profile.candidates[candidate] for candidate in sheet.elected]
    assert names == published(results, year)[: SEATS[year]]


def test_it_would_not_hold_if_unranked_meant_last() -> None:
    folder = vectors() / "elections" / "kubernetes"
    profile = ballots(folder / YEARS[2021], SEATS[2021])
    elected = {
        METHODS["schulze"].count(profile, terms).elected
        for terms in (Terms(unranked="last"), Terms(unranked="no-opinion"))
    }
    assert len(elected) == 2
