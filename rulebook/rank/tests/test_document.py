import pytest

from rulebook.rank.document import LARGEST_BYTES, parse
from rulebook.rank.lines import Wrong

TEXT = """{
  "id": "kitchen-table",
  "version": 1,
  "features": {
    "recency": {"weight_milli": 1000, "params": {"half_life_hours": 24}},
    "seen": {"weight_milli": -500}
  },
  "filters": {"hide": ["answers"]},
  "diversity": {"author_decay_milli": 500},
  "topic_quota": {"most_of_ten": 4}
}"""


def test_a_document_is_read_as_it_is_written():
    found = parse(TEXT)
    assert found.id == "kitchen-table"
    assert found.features["recency"].params == {"half_life_hours": 24}
    assert found.features["seen"].weight_milli == -500
    assert (found.hide, found.author_decay_milli, found.most_of_ten) == (("answers",), 500, 4)


def test_what_it_says_when_it_is_written_out_is_the_same_document():
    found = parse(TEXT)
    assert parse(found.pretty) == found
    assert parse(found.canonical.decode()).digest == found.digest


def test_usual_values_left_out_or_written_down_give_the_same_hash():
    said = TEXT.replace('"weight_milli": -500', '"params": {}, "weight_milli": -500')
    assert parse(said).digest == parse(TEXT).digest


def test_the_hash_changes_with_any_number():
    assert parse(TEXT.replace("24", "25")).digest != parse(TEXT).digest


def test_the_hash_is_the_sha_256_that_anybody_computes():
    short = '{"id":"abc","version":1,"features":{}}'
    assert parse(short).canonical == (
        b'{"diversity":{"author_decay_milli":700},"features":{},"filters":{"hide":[],"oldest_hours":168},'
        b'"id":"abc","topic_quota":{"most_of_ten":10},"version":1}'
    )
    assert parse(short).digest == ("662a891edf9e665a791d60d1f562ce51644d14543e4f28a0dadb8de7b30fe381")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('"seen"', '"sentiment"', 6, "not “sentiment”"),
        ("-500", "-500.5", 6, "no whole number"),
        ("-500", "-1e3", 6, "no whole number"),
        ("-500", "100001", 6, "from -100000 to 100000"),
        ("-500", "true", 6, "whole number from"),
        ('"half_life_hours": 24', '"half_life": 24', 5, "not “half_life”"),
        ('"half_life_hours": 24', '"half_life_hours": 0', 5, "from 1 to 8760"),
        ('["answers"]', '["people"]', 8, "not “people”"),
        ('["answers"]', '["answers", "answers"]', 8, "twice"),
        ('["answers"]', '"answers"', 8, "is a list"),
        ('"version": 1', '"version": 2', 3, "is 1"),
        ('"kitchen-table"', '"Kitchen table"', 2, "small letters"),
        ('"most_of_ten": 4', '"most_of_ten": 0', 10, "from 1 to 10"),
        ('"diversity": {', '"variety": {', 9, "not “variety”"),
        ('"diversity": {', '"filters": {', 9, "twice"),
        ('  "seen": {"weight_milli": -500}', '  "seen": -500', 6, "stands in { }"),
        ('{"weight_milli": -500}', "{}", 6, "no “weight_milli”"),
        ('"version": 1,', "", 1, "“version” is missing"),
        ('"version": 1,', '"version": 1', 4, "a comma or } is missing"),
        ("4}\n}", "4}", 10, "ends too early"),
        ("4}\n}", "4}\n} {}", 11, "follows after the end"),
        ('"seen": {', "seen: {", 6, "a name in quotes"),
        ('"answers"', '"\\ud800"', 8, "no proper text"),
        ('"answers"', "[" * 20 + "]" * 20, 8, "too many brackets"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old, new, line, words):
    with pytest.raises(Wrong) as told:
        parse(TEXT.replace(old, new))
    assert (told.value.line, words in told.value.words) == (line, True), told.value


@pytest.mark.parametrize("text", ["", "[]", "7", "null", '"', "\x00", "{,}", "[1,]"])
def test_what_is_no_document_at_all_is_refused_on_its_first_line(text):
    with pytest.raises(Wrong) as told:
        parse(text)
    assert told.value.line == 1


def test_a_huge_text_is_refused_before_it_is_read():
    with pytest.raises(Wrong, match=str(LARGEST_BYTES)):
        parse(TEXT + " " * LARGEST_BYTES)
