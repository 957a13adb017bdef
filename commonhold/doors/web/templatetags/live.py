"""Where an open page says what is new: the place, and the words for each number."""

from __future__ import annotations

import json

from django import template
from django.utils.translation import gettext, ngettext

register = template.Library()

#: A script can't count in every language: it gets a sentence for each number up to this one.
_COUNTED = 20


@register.inclusion_tag("components/live_hint.html")
def live_hint(of: str, id: int | None = None) -> dict[str, object]:
    """An empty place in which a button appears. `of` is "posts" or "replies" to the post `id`.

    What the button fetches stands in the page's element with `data-live-region="OF"`.
    """
    words = [_words(of, n) for n in range(1, _COUNTED + 1)] + [_many(of)]
    return {"of": of, "id": id, "words": json.dumps(words, ensure_ascii=False)}


def _words(of: str, n: int) -> str:
    if of == "posts":
        return ngettext("{n} new post", "{n} new posts", n).format(n=n)
    return ngettext("{n} new reply", "{n} new replies", n).format(n=n)


def _many(of: str) -> str:
    words = {
        "posts": gettext("More than {n} new posts"),
        "replies": gettext("More than {n} new replies"),
    }
    return words[of].format(n=_COUNTED)
