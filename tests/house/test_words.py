"""Every sentence is there in every language that ships, and says it with the same places to fill."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings

from wording import catalogues
from wording.__main__ import out_of_step
from wording.faults import faults
from wording.sources import sentences


@pytest.fixture(scope="module")
def source() -> Catalog:
    return sentences()


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_sentence_is_translated(language):
    assert list(faults(catalogues.read(language), language)) == []


def test_the_catalogues_are_in_step_with_the_source(source):
    assert list(out_of_step(source)) == []


def test_every_language_that_is_offered_has_a_catalogue():
    offered = {code for code, _name in settings.LANGUAGES} - {"en", "ar-xb"}
    assert offered == set(catalogues.LANGUAGES)


WRONG = [
    ("not translated at all", "Money", "", set()),
    ("the English again", "Money", "Money", set()),
    ("a guess", "Money", "Geld", {"fuzzy"}),
    ("a place too few", "Hello {name}", "Hallo", set()),
    ("a place renamed", "%(n)s members", "%(m)s Mitglieder", set()),
    ("a tag lost", "<strong>One</strong> vote", "Eine Stimme", set()),
    ("a space lost", " and ", "und", set()),
    ("one plural form empty", ("%(n)s vote", "%(n)s votes"), ("%(n)s Stimme", ""), set()),
    ("one plural form missing", ("%(n)s vote", "%(n)s votes"), ("%(n)s Stimme",), set()),
]


@pytest.mark.parametrize(
    ("id_", "said", "flags"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG]
)
def test_what_nobody_should_read_is_found(id_, said, flags):
    catalogue = Catalog(locale="de", fuzzy=False)
    catalogue.add(id_, said, flags=flags)
    assert len(list(faults(catalogue, "de"))) >= 1


def test_a_plural_form_may_leave_out_its_number():
    catalogue = Catalog(locale="de", fuzzy=False)
    catalogue.add(("{n} day", "{n} days"), ("ein Tag", "{n} Tage"))
    assert list(faults(catalogue, "de")) == []


def test_words_in_python_and_in_templates_are_found(tmp_path):
    room = tmp_path / "commonhold" / "room"
    (room / "templates").mkdir(parents=True)
    (room / "views.py").write_text(
        'words = _("Said " "in Python")\nmany = ngettext("{n} day", "{n} days", 2)\n'
    )
    (room / "templates" / "page.html").write_text(
        '<main>\n    {% translate "Open" context "a door" %}\n  {# a note #}\n'
        "{% blocktranslate asvar news count n=2 trimmed %}\n  {{ n }} vote\n{% plural %}{{ n }} votes"
        "{% endblocktranslate %}\n"
        '{% include "x.html" with words=_("It\'s given on") %}</main>\n'
    )
    found = {(each.id, each.context) for each in sentences(tmp_path) if each.id}
    assert found == {
        ("Said in Python", None),
        (("{n} day", "{n} days"), None),
        ("Open", "a door"),
        (("%(n)s vote", "%(n)s votes"), None),
        ("It's given on", None),
    }


def test_what_a_rule_of_counting_says_of_itself_is_found(tmp_path):
    rules = tmp_path / "rulebook" / "tally"
    rules.mkdir(parents=True)
    (rules / "lot.py").write_text(
        'RULE = Rule(name="lot", words=("Whoever " "is drawn."))\nOTHER = Ruler(words="No")\n'
    )
    assert [each.id for each in sentences(tmp_path) if each.id] == ["Whoever is drawn."]


def test_translations_survive_while_their_sentence_is_away(tmp_path: Path):
    one, none = Catalog(), Catalog()
    one.add("Money")
    catalogue = catalogues.in_step(catalogues.read("de", tmp_path), one)
    catalogue["Money"].string = "Geld"
    path = catalogues.path_of("de", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogues.as_text(catalogues.in_step(catalogue, none)))
    back = catalogues.in_step(catalogues.read("de", tmp_path), one)
    assert back["Money"].string == "Geld"
