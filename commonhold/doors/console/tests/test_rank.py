import argparse
import json
from pathlib import Path

import pytest

from commonhold.doors.console import rank
from commonhold.doors.console.answer import Answer
from rulebook.rank.bundle import write
from rulebook.rank.document import parse
from rulebook.rank.ranking import Row

FEED = '{"id": "fresh",\n "version": 1,\n "features": {"recency": {"weight_milli": 1000}}}'
ROWS = [Row(number, number, 0, number * 60, *[0] * 19) for number in (11, 12)]


def ran(*arguments: str | Path) -> Answer | int:
    parser = argparse.ArgumentParser(prog="commonhold")
    rank.add_to(parser.add_subparsers(required=True))
    args = parser.parse_args([str(each) for each in ("rank", *arguments)])
    answer: Answer | int = args.run(args)
    return answer


def test_a_ranking_is_replayed_from_its_file_alone(tmp_path):
    path = tmp_path / "ranking.json"
    path.write_bytes(write(parse(FEED), ROWS, [11, 12]))
    answer = ran("replay", path)
    assert (answer.ok, answer.value["order"]) == (True, ["11", "12"])
    assert answer.value["document"] == parse(FEED).digest


def test_a_file_that_claims_another_order_is_told_apart(tmp_path):
    path = tmp_path / "ranking.json"
    path.write_bytes(write(parse(FEED), ROWS, [12, 11]))
    answer = ran("replay", path)
    assert (answer.ok, answer.value["order"]) == (False, ["11", "12"])
    assert "ANOTHER order" in str(answer.text)


@pytest.mark.parametrize("data", [b"", b"{}", b'{"type":"feed-ranking"}', b"\xff"])
def test_a_file_that_is_no_ranking_is_refused(tmp_path, capsys, data):
    path = tmp_path / "ranking.json"
    path.write_bytes(data)
    assert ran("replay", path) == 1
    assert "cannot be replayed" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert ran("replay", tmp_path / "none") == 1
    assert ran("check", tmp_path / "none") == 1
    assert capsys.readouterr().err.count("cannot be opened") == 2


def test_a_document_is_checked_and_hashed(tmp_path):
    path = tmp_path / "feed.json"
    path.write_text(FEED, encoding="utf-8")
    answer = ran("check", path)
    assert json.loads(answer.printed(as_json=True)) == {
        "ok": True,
        "id": "fresh",
        "sha256": parse(FEED).digest,
    }


def test_a_wrong_document_is_refused_with_its_line(tmp_path, capsys):
    path = tmp_path / "feed.json"
    path.write_text(FEED.replace("recency", "rage"), encoding="utf-8")
    assert ran("check", path) == 1
    assert "line 3: features knows" in capsys.readouterr().err
