"""Reports (docs: methods/reports): brought before whoever holds a mandate, as from the pages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.civic.moderation import actions, queries
from commonhold.doors.calls.answers import invalid
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.entities.accounts import Entity, account
from commonhold.social.people import queries as people

_CATEGORIES = ("spam", "legal", "violation", "other")
_MOST_POSTS = 20


@endpoint(scope="write:reports")
def report(asked: Asked) -> Entity:
    """POST /api/v1/reports. Each post is a report of its own, with a copy; the answer is the first.

    Whoever names no rule says in words what is wrong. On wish somebody's own server is told too.
    """
    person_id, category = id_of(asked.needed("account_id")), asked.text("category") or "other"
    if category not in _CATEGORIES:
        raise invalid("category is not known")
    rules, post_ids = _rules(asked), list(dict.fromkeys(asked.ids("status_ids")))
    if len(post_ids) > _MOST_POSTS:
        raise invalid(f"status_ids are more than {_MOST_POSTS}")
    if rules:
        category = "violation"
    made = actions.report_person(
        asked.me,
        person_id=person_id,
        post_ids=post_ids,
        rule=rules[0][1] if rules else "",
        words=_words(asked.text("comment"), category, [text for _id, text in rules[1:]]),
        forward=asked.flag("forward"),
        now=asked.now,
    )
    return {
        "id": str(made[0]),
        "action_taken": False,
        "action_taken_at": None,
        "category": category,
        "comment": asked.text("comment"),
        "forwarded": asked.flag("forward") and bool(people.remote_among([person_id])),
        "created_at": instant(asked.now),
        "status_ids": [str(each) for each in post_ids] or None,
        "collection_ids": None,
        "rule_ids": [rule_id for rule_id, _text in rules] or None,
        "target_account": account(asked.viewer, person_id),
    }


def _rules(asked: Asked) -> list[tuple[str, str]]:
    """Ids and words of the charter's rules that were named. Raises Wrong (422)."""
    known = {str(place): text for place, text in enumerate(queries.rules(), start=1)}
    wanted = list(dict.fromkeys(asked.texts("rule_ids")))
    if not set(wanted) <= set(known):
        raise invalid("rule_ids must be those of the rules of this server")
    return [(each, known[each]) for each in wanted]


def _words(comment: str, category: str, more_rules: list[str]) -> str:
    """What stands beside the one rule that a report names: the rest of what an app lets people choose."""
    told = {"spam": _("Unwanted advertising"), "legal": _("Against the law")}.get(category, "")
    return "\n\n".join(each for each in (told, comment.strip(), *more_rules) if each)
