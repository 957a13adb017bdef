"""The parts of a proposal's page: what is on the ballot, who took part, and the count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import counts
from commonhold.civic.governance.queries.challenges import Challenge
from commonhold.civic.governance.queries.proposals import ProposalView
from commonhold.civic.governance.questions.asked import WITH_OPTIONS, WITH_STATUS_QUO
from commonhold.civic.governance.questions.ranked import Ranked
from commonhold.civic.governance.questions.yes_no import ByClass, YesNo
from commonhold.civic.governance.vocabulary import BEFORE_NOTICE, Kind, State
from commonhold.civic.treasury import queries as treasury
from commonhold.doors.web.decide import sheets
from commonhold.doors.web.decide.papers import said_again, titles_of
from commonhold.doors.web.markdown import to_html
from commonhold.doors.web.templatetags.pictures import Part
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from rulebook.tally.methods import VERSIONS
from rulebook.tally.rule import Rule


def method_of(proposal: ProposalView) -> Rule:
    """By which rule it is counted, with the words that members read."""
    return VERSIONS[proposal.question.method].rule


def options_on_page(viewer: Viewer, proposal: ProposalView) -> dict[str, Any]:
    """What stands on the ballot, and what the viewer can do about it before notice."""
    kind, me = proposal.asked.kind, viewer.person_id
    if kind not in WITH_OPTIONS:
        return {}
    names = people.lines(viewer, {each.by for each in proposal.options})
    options = [
        {
            "option": each,
            "text": to_html(each.text),
            "by": names.get(each.by),
            "is_mine": each.by == me,
            "words": [one.words() for one in each.decisions if one.words() != each.title],
        }
        for each in proposal.options
    ]
    may_add = proposal.state in BEFORE_NOTICE and me is not None
    stands = any(each.person_id == me for each in proposal.options)
    return {
        "options": options,
        "status_quo": titles_of(proposal.question)[0] if kind in WITH_STATUS_QUO else "",
        "may_stand": may_add and kind is Kind.ELECTION and not stands,
        "may_offer": may_add and kind in {Kind.CHOICE, Kind.BUDGET},
        "currency": treasury.till().currency if kind is Kind.BUDGET else "",
    }


def people_on_page(
    viewer: Viewer, proposal: ProposalView, challenged: Challenge | None, *, is_counted: bool
) -> dict[str, Any]:
    """Author, sponsors, who took part, and who gave which reason."""
    reasons = counts.reasons(proposal.id)
    taken = counts.took_part(proposal.id) if is_counted else []
    ids: set[int] = {proposal.author_id, *proposal.sponsors, *(each.person_id for each in reasons)}
    ids |= {each.person_id for each in taken} | {each.carried_by for each in taken if each.carried_by}
    if challenged is not None:
        ids |= {each.person_id for each in challenged.recounts}
        ids |= {challenged.pause.by} if challenged.pause else set()
        ids |= {challenged.board_word.by} if challenged.board_word else set()
    names = people.lines(viewer, ids)
    me = viewer.person_id
    return {
        "author": names.get(proposal.author_id),
        "sponsors": [names[each] for each in proposal.sponsors if each in names],
        "may_sponsor": proposal.state is State.SPONSORS
        and me is not None
        and me not in {proposal.author_id, *proposal.sponsors},
        "taken": [
            {
                "person": names[each.person_id],
                "carried_by": names.get(each.carried_by or 0),
                "choice": said_again(proposal.question, each.choice) if each.choice else "",
                "class_name": _class_name(proposal, each.class_key),
            }
            for each in taken
            if each.person_id in names
        ],
        "recounts": [
            {"by": names.get(each.person_id), "each": each}
            for each in (challenged.recounts if challenged else ())
        ],
        "paused_by": names.get(challenged.pause.by) if challenged and challenged.pause else None,
        "board_by": names.get(challenged.board_word.by) if challenged and challenged.board_word else None,
        "reasons_for": _reasons(reasons, names, "for"),
        "reasons_against": _reasons(reasons, names, "against"),
        "reasons_other": _reasons(reasons, names, "neither"),
    }


def count_on_page(
    viewer: Viewer, proposal: ProposalView, counted: counts.Count, now: datetime
) -> dict[str, Any]:
    """The count sheet: bars, stages, comparisons, ties, the picture, and how to count again."""
    question, sheet = proposal.question, counted.sheet
    names = titles_of(question)
    picture = sheets.picture_of(counts.picture(proposal.id), names) if isinstance(question, Ranked) else None
    classes = proposal.poll.classes if proposal.poll else None
    is_kept_back = bool(sheet.get("kept_back"))
    return {
        "sheet": counted,
        "parts": _parts(counted) if isinstance(question, YesNo) and not is_kept_back else [],
        "classes": sheets.classes_of(sheet, classes),
        "weighed": sheets.weighed_of(sheet) if classes and classes.is_weighed else None,
        "is_kept_back": is_kept_back,
        "winners": [names[each] for each in counted.elected],
        "names": names,
        "stages": sheets.stages_of(sheet, names),
        "pairs": list(zip(names, sheets.pairs_of(sheet), strict=False)),
        "purchases": sheets.purchases_of(sheet),
        "named": sheets.named_of(sheet),
        "ties": sheets.ties_of(sheet, names),
        "picture": picture,
        "ballots_are_shown": counts.may_see_ballots(viewer, proposal.id, at=now),
        "recount": _recount(proposal, counted),
    }


def _recount(proposal: ProposalView, counted: counts.Count) -> str:
    """The command that counts the published ballots again."""
    terms = f"--roll {counted.base} --quorum {proposal.quorum} --threshold {proposal.threshold}"
    if isinstance(proposal.question, ByClass):
        return f"commonhold tally ballots.json --method {method_of(proposal).name} {terms}"
    if isinstance(proposal.question, YesNo):
        return f"commonhold tally ballots.blt --method majority {terms}"
    rule, unranked = method_of(proposal), proposal.question.unranked
    said = f"commonhold tally ballots.json --method {rule.name} --unranked {unranked} --roll {counted.base}"
    if rule.name in {"consent", "median"}:
        return f"{said} --quorum {proposal.quorum}"
    return f"{said} --seed-hex {counted.lot_seed}"


def _class_name(proposal: ProposalView, key: str) -> str:
    """In a vote by classes alone: it says in whose count somebody's answer is."""
    classes = proposal.poll.classes if proposal.poll else None
    return "" if classes is None else classes.name_of(key)


def _parts(counted: counts.Count) -> list[Part]:
    numbers = ((_("Yes"), counted.yes), (_("No"), counted.no), (_("Abstained"), counted.abstain))
    return [Part(label, number, str(number)) for label, number in numbers]


def _reasons(
    reasons: Iterable[counts.ReasonView], names: dict[int, people.PersonLine], side: str
) -> list[dict[str, Any]]:
    return [
        {
            "text": each.text,
            "at": each.at,
            "handle": names[each.person_id].handle,
            "name": names[each.person_id].name,
        }
        for each in reasons
        if each.side == side and each.person_id in names
    ]
