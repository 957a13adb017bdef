import json
from pathlib import Path

import pytest

from rulebook.canonical import NotCanonical, canonical, parse_canonical

SPELLINGS = json.loads((Path(__file__).parent / "canonical-json.json").read_text("utf-8"))


@pytest.mark.parametrize("case", SPELLINGS, ids=lambda case: case["about"])
def test_canonical_json_comes_out_as_published(case: dict[str, str | None]) -> None:
    given, expected = str(case["json"]).encode(), case["canonical"]
    if expected is None:
        with pytest.raises(NotCanonical):
            canonical(json.loads(given))
    else:
        assert canonical(json.loads(given)) == expected.encode()
    if expected is None or given != expected.encode():
        with pytest.raises(NotCanonical):
            parse_canonical(given)
