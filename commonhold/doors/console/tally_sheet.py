"""A count sheet as text, for somebody who reads it in a terminal."""

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from fractions import Fraction

from rulebook.tally.budgets import BudgetSheet
from rulebook.tally.by_class import ClassSheet
from rulebook.tally.consent import ConsentSheet
from rulebook.tally.count_sheet import CountSheet, MajoritySheet, Stage, Tie, exact
from rulebook.tally.median import MedianSheet
from rulebook.tally.ranked_pairs import RankedPairsDetails
from rulebook.tally.schulze import SchulzeDetails

AnySheet = CountSheet | BudgetSheet | MedianSheet | ConsentSheet | ClassSheet

_NUMBER_WIDTH = 13


def page(sheet: AnySheet, *, seed: str | None) -> list[str]:
    """The lines that tell the whole count; `seed` is the one of the lot."""
    width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 140))
    if isinstance(sheet, CountSheet):
        lines = _election(sheet, width)
    elif isinstance(sheet, BudgetSheet):
        lines = _budget(sheet, width)
    elif isinstance(sheet, ClassSheet):
        lines = _by_class(sheet, width)
    else:
        lines = _median(sheet) if isinstance(sheet, MedianSheet) else _consent(sheet)
    return [
        *lines,
        "",
        *_wrapped(f"Rule {sheet.version}: {sheet.rule}", width),
        f"Unranked means: {sheet.unranked}. "
        f"Seed of the lot: {'none given' if seed is None else printable(seed)}.",
    ]


def _election(sheet: CountSheet, width: int) -> list[str]:
    names = [printable(name) for name in sheet.candidates]
    return [
        *_heading(sheet, width),
        *_stage_table(sheet, names, width),
        *_stories(sheet, names, width),
        *_pairs(sheet, names, width),
        *(line for tie in sheet.ties for line in _tie_in_words(tie, names, width)),
        *([""] if sheet.ties else []),
        *_result(sheet, names),
    ]


def _budget(sheet: BudgetSheet, width: int) -> list[str]:
    names = [printable(f"{each.key} {each.name}".strip()) for each in sheet.projects]
    facts = [
        f"money {sheet.money}",
        _counted(len(names), "project"),
        f"{_counted(sheet.cast, 'ballot')}, {sheet.counted} of them for something",
    ]
    lines = [printable(sheet.title) or "Budget without a title", *_wrapped(" · ".join(facts), width), ""]
    if sheet.growth is not None:
        why = "nothing more fits" if sheet.growth.stopped == "exhaustive" else "the next one overspends"
        lines += _wrapped(
            f"Each voter's share: {_short(sheet.growth.first)} at first, {_short(sheet.growth.last)} in the "
            f"end, after {_counted(sheet.growth.runs, 'run')}; {why}.",
            width,
        )
    rows = [["", "cost ", "votes ", "support ", "each pays ", "money left "]]
    for purchase in sheet.purchases:
        project, pays = purchase.project, purchase.pays
        numbers = (
            str(sheet.projects[project].cost),
            str(sheet.votes[project]),
            _short(purchase.support),
            "" if pays is None else _short(pays),
            str(purchase.left),
        )
        label = textwrap.shorten(names[project], 36, placeholder="…")
        rows.append([label, *(number + " " for number in numbers)])
    lines += _side_by_side(rows, width)
    lines += [line for tie in sheet.ties for line in _tie_in_words(tie, names, width)]
    return [*lines, f"Funded: {_counted(len(sheet.elected), 'project')} for {sheet.spent} of {sheet.money}."]


def _median(sheet: MedianSheet) -> list[str]:
    lines = [
        printable(sheet.title) or "Number without a title",
        f"{_counted(sheet.cast, 'ballot')}, {sheet.counted} of them name a number "
        f"from {sheet.lowest} to {sheet.highest}",
        "",
        *(f"{number:>15}  {_counted(voters, 'ballot')}" for number, voters in sheet.named),
    ]
    if sheet.middle is not None:
        lines.append(f"In the middle: {sheet.middle[0]} and {sheet.middle[1]}; at present {sheet.present}.")
    return [*lines, f"Outcome: {sheet.outcome}: {sheet.value}."]


def _consent(sheet: ConsentSheet) -> list[str]:
    override = (
        "nothing overrides them" if sheet.override is None else f"overridden by {exact(sheet.override)}"
    )
    return [
        printable(sheet.title) or "Proposal without a title",
        f"Consent {sheet.consent}, aside {sheet.aside}, objections without a reason {sheet.without_reason}.",
        f"Objections with a reason: {sheet.objections} ({override}).",
        f"Outcome: {sheet.outcome}.",
    ]


def _by_class(sheet: ClassSheet, width: int) -> list[str]:
    rows = [["", "on the roll ", "yes ", "no ", "abstain ", "one vote weighs ", "by itself "]]
    for each in sheet.classes:
        numbers = [str(number) for number in (each.roll, each.yes, each.no, each.abstain)]
        worth = exact(each.worth) if each.power else "-"
        alone = each.outcome if each.apart and not each.power else "-"
        rows.append([printable(each.key), *(f"{said} " for said in (*numbers, worth, alone))])
    return [
        printable(sheet.title) or "Question without a title",
        *_side_by_side(rows, width),
        f"Yes {exact(sheet.yes)}, no {exact(sheet.no)}; at least {exact(sheet.threshold)} must agree.",
        f"Outcome: {sheet.outcome}.",
    ]


def _pairs(sheet: CountSheet, names: Sequence[str], width: int) -> Iterator[str]:
    """What a comparison of pairs rests on: the wins in their order, or the chains of those elected."""
    if isinstance(sheet.details, RankedPairsDetails):
        for win in sheet.details.wins:
            kept = "" if win.kept else " (not kept: it contradicts stronger ones)"
            yield f"{names[win.winner]} beats {names[win.loser]} by {win.votes} to {win.against}{kept}."
        yield ""
    elif isinstance(sheet.details, SchulzeDetails):
        for place, equal in enumerate(sheet.details.order, 1):
            yield f"Place {place}: {_listed(equal, names)}"
        for chain in sheet.details.chains:
            path = " > ".join(names[each] for each in chain.candidates)
            yield from _wrapped(f"{path}: {chain.strength} against {chain.back} back.", width)
        yield ""


def _heading(sheet: CountSheet, width: int) -> list[str]:
    facts = [
        _counted(sheet.seats, "seat"),
        _counted(len(sheet.candidates), "candidate"),
        f"{_counted(sheet.cast, 'ballot')}, {sheet.counted} of them valid",
        *([] if sheet.quota is None else [f"quota {sheet.quota}"]),
    ]
    return [printable(sheet.title) or "Election without a title", *_wrapped(" · ".join(facts), width), ""]


def _stage_table(sheet: CountSheet, names: Sequence[str], width: int) -> list[str]:
    """Votes at the end of each stage; the number of decimals is the same everywhere."""
    stages = range(len(sheet.stages))
    numbers = [_short(votes) for stage in sheet.stages for votes in stage.votes]
    places = max(len(number.rstrip("…").partition(".")[2]) for number in numbers)
    rows = [["", *(f"stage {stage + 1} " for stage in stages)]]
    for candidate, name in enumerate(names):
        label = textwrap.shorten(name, 36, placeholder="…")
        rows.append([label, *(_cell(sheet, stage, candidate, places) for stage in stages)])
    if len(sheet.stages) > 1:
        dropped = (_with_places(stage.non_transferable, places) + " " for stage in sheet.stages)
        rows.append(["Not transferable", *dropped])
    return _side_by_side(rows, width)


def _side_by_side(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The rows as text, in blocks of as many columns as the terminal holds; the first column repeats."""
    first = max(len(row[0]) for row in rows)
    at_once = max(1, (width - first) // _NUMBER_WIDTH)
    lines: list[str] = []
    for start in range(1, len(rows[0]), at_once):
        for label, *cells in ([row[0], *row[start : start + at_once]] for row in rows):
            lines.append((label.ljust(first) + "".join(cell.rjust(_NUMBER_WIDTH) for cell in cells)).rstrip())
        lines.append("")
    return lines


def _cell(sheet: CountSheet, stage: int, candidate: int, places: int) -> str:
    """The votes; * from the stage that elects, and - once somebody is out of the count."""
    until_now = sheet.stages[: stage + 1]
    if candidate in sheet.withdrawn or any(candidate in past.excluded for past in until_now):
        return "- "
    elected = any(candidate in past.elected for past in until_now)
    return _with_places(sheet.stages[stage].votes[candidate], places) + ("*" if elected else " ")


def _with_places(votes: Fraction, places: int) -> str:
    whole, _, decimals = _short(votes).partition(".")
    return f"{whole}.{decimals.ljust(places, '0')}" if places else whole


def _short(number: Fraction) -> str:
    """The exact decimal where it has at most five places, else five places and … for what is cut off."""
    written = exact(number)
    if "/" not in written and len(written.partition(".")[2]) <= 5:
        return written
    whole, decimals = divmod(abs(number.numerator) * 10**5 // number.denominator, 10**5)
    return f"{'-' if number < 0 else ''}{whole}.{decimals:05}…"


def _stories(sheet: CountSheet, names: Sequence[str], width: int) -> list[str]:
    """What happened at each stage, unless there is only one and the table says it all."""
    if len(sheet.stages) == 1 or sheet.details is not None:
        return []
    stories = (_story(each, names, first=not place) for place, each in enumerate(sheet.stages))
    told = [_wrapped(f"Stage {number}: {story}", width) for number, story in enumerate(stories, 1)]
    return [*(line for lines in told for line in lines), ""]


#: A stage after the first that neither moves one surplus nor excludes: without a quota, and with one.
_NEXT = {True: "the next seat.", False: "what is above the quota moves on."}


def _story(stage: Stage, names: Sequence[str], *, first: bool) -> str:
    if stage.surplus_of is not None:
        event = f"the surplus of {names[stage.surplus_of]} is transferred."
    elif stage.excluded:
        event = f"{_listed(stage.excluded, names)} is excluded."
    else:
        event = "first choices." if first else _NEXT[stage.quota is None]
    return f"{event} Elected: {_listed(stage.elected, names)}." if stage.elected else event


_DECIDED = {
    "finalist": "goes to the final",
    "pairs": "comes first when equal wins are taken",
    "project": "is funded first",
    "exclusion": "is excluded",
    "surplus": "has the surplus that goes first",
    "seat": "gets the seat",
    "order": "is named first",
}


_HOW = {
    "earlier-stage": "by the most recent earlier stage that differs",
    "head-to-head": "by the matches among those who are equal",
    "total-score": "by the points",
    "top-scores": "by the top scores",
    "lower-cost": "because it costs less",
    "more-supporters": "because more approve of it",
}


def _tie_in_words(tie: Tie, names: Sequence[str], width: int) -> list[str]:
    how = _HOW.get(tie.how, "")
    if tie.how == "lot":
        seed = "" if tie.seeded else " with the empty seed, because none was given"
        how = f"first drawn by lot{seed}"
    sentence = (
        f"{_listed(tie.candidates, names)} are equal; {names[tie.chosen]} {_DECIDED[tie.decides]}, {how}."
    )
    return _wrapped(f"Tie after stage {tie.stage}: {sentence}", width)


def _result(sheet: CountSheet, names: Sequence[str]) -> list[str]:
    if sheet.decision is not None:
        return _decision_in_words(sheet.decision, carried=_listed(sheet.elected, names))
    if not sheet.elected:
        return ["Elected: nobody."]
    places = [f"  {place}. {names[candidate]}" for place, candidate in enumerate(sheet.elected, 1)]
    return ["Elected, in this order:", *places]


def _decision_in_words(decision: MajoritySheet, *, carried: str) -> list[str]:
    taking_part = decision.yes + decision.no + decision.abstain
    lines = [
        f"In favour {decision.yes}, against {decision.no}, abstaining {decision.abstain}; "
        f"needed in favour: more than half, and at least {exact(decision.threshold)}."
    ]
    if decision.roll is not None:
        lines.append(
            f"Taking part: {taking_part} of {decision.roll}; needed: at least {exact(decision.quorum)}."
        )
    return [*lines, f"Outcome: {decision.outcome}{': ' + carried if carried else ''}."]


def _listed(candidates: Sequence[int], names: Sequence[str]) -> str:
    return ", ".join(names[candidate] for candidate in candidates)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent="  ", break_on_hyphens=False)


def printable(text: str) -> str:
    """Without what could move the cursor or colour the terminal: the file is somebody else's."""
    return "".join(character if character.isprintable() else "�" for character in text)
