"""The house as it stands, and each guard failing once on a made-up one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from commonhold.house import house_rules
from tests.house import guards, links

PYTHON = guards.sources(".py")
PROJECT = {path: text for path, text in PYTHON.items() if path.startswith(("commonhold/", "rulebook/"))}


def test_no_file_is_too_long():
    assert list(guards.too_long(guards.sources(*house_rules.MEASURED))) == []


def test_no_name_says_nothing():
    assert list(guards.banned_names(PYTHON)) == []


def test_no_relation_is_named_by_a_string():
    assert list(guards.string_foreign_keys(PROJECT)) == []


def test_rooms_keep_their_tables_to_themselves():
    assert list(guards.strangers_at_models(PROJECT)) == []


def test_doors_touch_no_tables():
    assert list(guards.doors_at_the_database(PROJECT)) == []


def test_imports_stand_at_the_top():
    assert list(guards.late_imports(PROJECT)) == []


def test_time_is_an_argument_below_the_doors():
    assert list(guards.askers_of_the_time(PROJECT)) == []


def test_nothing_is_left_for_later_in_the_code():
    assert list(guards.unkept_promises(guards.sources(".py", ".html", ".css", ".js", ".md"))) == []


def test_pages_can_be_read_from_either_side():
    assert list(guards.physical_sides(guards.sources(".css"))) == []


def test_the_project_speaks_of_itself():
    assert list(guards.words_from_elsewhere(guards.sources(*house_rules.WRITTEN))) == []


def test_every_action_is_named_by_a_test():
    assert list(guards.untested_actions(PYTHON)) == []


def test_assertions_do_nothing():
    assert list(guards.deeds_in_assertions(PROJECT)) == []


def test_only_decisions_write_the_charter():
    assert list(guards.writers_of_the_charter(PROJECT)) == []


def test_every_link_leads_somewhere():
    assert list(links.broken()) == []


ROOM = "commonhold/social/posts/actions.py"
FAILING: list[tuple[Callable[[guards.Sources], Iterator[str]], str, str]] = [
    (guards.too_long, ROOM, "x = 1\n" * 401),
    (guards.banned_names, "commonhold/social/posts/mail_helper.py", ""),
    (guards.banned_names, ROOM, "class PostManager: ..."),
    (guards.banned_names, ROOM, "def handle_post(): ..."),
    (guards.string_foreign_keys, ROOM, 'a = models.ForeignKey("members.Member", on_delete=1)'),
    (guards.strangers_at_models, ROOM, "from commonhold.social.people.models import Person"),
    (guards.strangers_at_models, "commonhold/house/busy.py", "from commonhold.ground.jobs.models import Job"),
    (guards.strangers_at_models, ROOM, "from commonhold.social.people import models"),
    (guards.strangers_at_models, ROOM, "import commonhold.social.people.models"),
    (guards.banned_names, ROOM, "def post(info): ..."),
    (guards.doors_at_the_database, "commonhold/doors/web/a.py", "from django.db import transaction"),
    (guards.doors_at_the_database, "commonhold/doors/web/a.py", "from django import db"),
    (guards.doors_at_the_database, "commonhold/doors/web/a.py", "from commonhold.ground.jobs import models"),
    (guards.doors_at_the_database, "commonhold/doors/web/a.py", "import django.db.models"),
    (
        guards.doors_at_the_database,
        "commonhold/doors/web/a.py",
        "from commonhold.ground.jobs.models import Job",
    ),
    (guards.late_imports, ROOM, "def f():\n    import json"),
    (guards.deeds_in_assertions, ROOM, "assert enact(it).done"),
    (guards.askers_of_the_time, ROOM, "now = timezone.now()"),
    (guards.askers_of_the_time, ROOM, "today = date.today()"),
    (guards.unkept_promises, ROOM, "# TO" + "DO: later"),
    (guards.physical_sides, "a.css", ".a { margin-left: 1rem; }"),
    (guards.physical_sides, "a.css", ".a { inset: 0 auto; left: 0; }"),
    (guards.physical_sides, "a.css", ".a { text-align: right; }"),
    (guards.physical_sides, "a.css", ".a { padding: 0 calc(1rem + 2px) 0 0; }"),
    (guards.words_from_elsewhere, ROOM, "# see /ho" + "me/ada/notes"),
    (guards.words_from_elsewhere, "docs/tour.md", "as is" + "sue 12 asks"),
    (guards.words_from_elsewhere, ".ci/run", "pip install -i https://py" + "pi.org/simple"),
    (guards.untested_actions, ROOM, "def untested_in_truth(): ..."),
    (guards.writers_of_the_charter, ROOM, "charter_actions.amend(key, 1, because=me)"),
]


@pytest.mark.parametrize(("guard", "path", "text"), FAILING)
def test_a_guard_finds_what_it_is_there_for(guard, path, text):
    assert list(guard({path: text})) != []


def test_a_broken_link_is_found(tmp_path):
    (tmp_path / "README.md").write_text("[here](nowhere.md) and `commonhold/gone.py`")
    assert len(list(links.broken(tmp_path))) == 2
