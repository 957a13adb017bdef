"""Words that would be programs in a page: what people write here and elsewhere is shown and never run."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.test import Client

from commonhold.civic.roadmap.actions.proposing import propose_idea
from commonhold.ground.clock import queries as clock
from commonhold.social.events.actions import Plan, plan_event
from commonhold.social.people import actions as people
from commonhold.social.posts import foreign
from commonhold.social.posts.actions import publish_post

_HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "[click](javascript:alert(1)) [me](data:text/html,<script>alert(1)</script>)",
    "![x](javascript:alert(1))",
    "<a href='jav&#x09;ascript:alert(1)'>x</a> <iframe srcdoc='<script>1</script>'></iframe>",
    "<style>@import 'https://evil.example'</style> <math><mi xlink:href='javascript:alert(1)'>",
    "{{ 7|add:7 }} {% csrf_token %} </textarea><script>alert(1)</script>",
)


_NOBODY = foreign.Meanings(people={}, tags=(), pictures={})


class Programs(HTMLParser):
    """What of a page a browser would run, but for our own files."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: (value or "") for name, value in attrs}
        is_ours = said.get("src", "").startswith("/static/") or said.get("type") == "application/json"
        if (tag == "script" and not is_ours) or tag in {"iframe", "object", "embed", "style", "base"}:
            self.found.append(f"<{tag}>")
        self.found += [f"{tag} {name}" for name in said if name.startswith("on") or name == "srcdoc"]
        for value in said.values():
            plain = "".join(value.split()).lower()
            if plain.startswith(("javascript:", "vbscript:", "data:text")):
                self.found.append(f"{tag} {value}")


def programs_in(page: str) -> list[str]:
    found = Programs()
    found.feed(page)
    return found.found


@pytest.mark.parametrize("hostile", _HOSTILE)
def test_no_words_of_a_member_run_in_any_page(browser: Client, ada: int, hostile: str) -> None:
    now = clock.now()
    for form in ("markdown", "plain"):
        publish_post(ada, text=f"Look {hostile}", audience="public", warning=hostile, format=form, now=now)
    people.describe_person(ada, display_name=hostile[:70], summary=hostile, now=now)
    plan = Plan(
        title=f"Walk {hostile}"[:80], text=hostile, starts_at=now + timedelta(days=3), time_zone="UTC"
    )
    event = plan_event(ada, plan=plan, now=now)
    idea = propose_idea(ada, title=f"Idea {hostile}"[:80], text=hostile, now=now)
    search = f"/search?q={hostile}"
    for path in ("/", "/@ada", f"/events/{event}", f"/roadmap/{idea}", search, "/compose?text=" + hostile):
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert programs_in(answer.content.decode()) == [], path


@pytest.mark.parametrize("hostile", _HOSTILE)
def test_no_words_of_another_server_run_either(hostile: str) -> None:
    assert programs_in(foreign.write(foreign.read(hostile), _NOBODY).html) == []
