"""Saying why one looks at private data, as its page asks for it."""

from __future__ import annotations

import re

from django.test import Client

WHY = {"why": "duty", "words": "It is my turn this week."}


def says_why(client: Client, path: str, **why: str) -> str:
    """Go to a page that asks first, answer it, and return where that leads."""
    page = client.get(path).content.decode()
    asked = re.search('name="asked" value="([^"]+)"', page)
    assert asked, f"{path} asks for no reason"
    answer = client.post("/me/looked/why", {**WHY, **why, "asked": asked[1]})
    assert answer.status_code == 303
    return str(answer["Location"])
