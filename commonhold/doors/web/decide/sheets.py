"""Count sheets for the page: each stage as a row that a person can follow, and the picture of the flows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.governance.by_class import FrozenClasses
from commonhold.doors.web.templatetags.pictures import Part
from rulebook.tally.flows import Flow

_COLUMN, _BAND, _HEIGHT, _GAP = 200, 18, 260, 10
_PLOTS = 7


@dataclass(frozen=True)
class StageRow:
    """One stage in words: everybody's votes, and what happened."""

    number: int
    votes: Sequence[str]
    happened: str


@dataclass(frozen=True)
class Box:
    """A candidate's votes at one stage."""

    x: int
    y: int
    height: int
    plot: int
    words: str
    name: str  # written beside it, at the first stage alone


@dataclass(frozen=True)
class Picture:
    """Boxes by stage and bands between them, in a box of `width` by `height`."""

    width: int
    height: int
    boxes: Sequence[Box]
    bands: Sequence[tuple[str, int]]  # path, plot
    columns: Sequence[tuple[int, str]]


def stages_of(sheet: Mapping[str, Any], names: Sequence[str]) -> list[StageRow]:
    """The stages of an election or choice, with the options' names; none where the method has none."""
    rows = []
    for number, stage in enumerate(sheet.get("stages") or [], 1):
        rows.append(StageRow(number, [_short(each) for each in stage["votes"]], _happened(stage, names)))
    return rows


def pairs_of(sheet: Mapping[str, Any]) -> list[Sequence[str]]:
    """Each option's line against each other: how many ballots prefer it. Empty unless the method compares."""
    return [[str(each) for each in row] for row in sheet.get("support") or []]


@dataclass(frozen=True)
class ClassRow:
    """How one class of members answered. `worth` and `power` are empty where classes count apart."""

    name: str
    roll: int
    yes: int
    no: int
    abstain: int
    outcome: str
    worth: str
    power: str


def classes_of(sheet: Mapping[str, Any], classes: FrozenClasses | None) -> list[ClassRow]:
    """Each class's line of the sheet; none where it is kept back, or classes were not told apart."""
    if classes is None:
        return []
    alone = {
        "carried": _("agrees"),
        "defeated": _("does not agree"),
        "no-quorum": _("too few took part"),
    }
    return [
        ClassRow(
            classes.name_of(each["key"]),
            each["roll"],
            each["yes"],
            each["no"],
            each["abstain"],
            alone[each["outcome"]] if each["apart"] and not classes.is_weighed else "",
            percent(each["worth"], places=3) if classes.is_weighed else "",
            percent(each["power"], places=1) if classes.is_weighed else "",
        )
        for each in sheet.get("classes") or []
    ]


def weighed_of(sheet: Mapping[str, Any]) -> tuple[str, str] | None:
    """How much of all power said yes, and how much no; None where it is kept back."""
    if "yes_power" not in sheet:
        return None
    return percent(sheet["yes_power"], places=1), percent(sheet["no_power"], places=1)


def percent(share: str, *, places: int) -> str:
    """An exact share as people read it; the exact one stands in the bundle."""
    scale = 10**places
    tenths = round(Fraction(share) * 100 * scale)
    return f"{tenths // scale}.{tenths % scale:0{places}} %"


def purchases_of(sheet: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a budget bought, in order: name, cost, votes, and what was left."""
    projects = sheet.get("projects") or []
    return [
        {
            "name": projects[each["project"]]["name"],
            "cost": projects[each["project"]]["cost"],
            "votes": sheet["votes"][each["project"]],
            "left": each["left"],
        }
        for each in sheet.get("purchases") or []
    ]


def named_of(sheet: Mapping[str, Any]) -> list[Part]:
    """How many named each number."""
    return [Part(str(number), voters, str(voters)) for number, voters in sheet.get("named") or []]


def ties_of(sheet: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """Each choice between equals, in words."""
    words = {
        "lot": _("Between {names} the public lot chose {chosen}."),
        "earlier-stage": _("Between {names} an earlier stage chose {chosen}."),
    }
    other = _("{names} stood equal; {chosen} was chosen by the rule.")
    return [
        words.get(each["how"], other).format(
            names=", ".join(names[one] for one in each["candidates"]), chosen=names[each["chosen"]]
        )
        for each in sheet.get("ties") or []
    ]


def picture_of(flow: Flow | None, names: Sequence[str]) -> Picture | None:
    """The flows between stages, drawn; None for counts of a single stage."""
    if flow is None or flow.shape != "votes":
        return None
    columns = sorted({node.column for node in flow.nodes if node.kind != "moving"})
    if len(columns) < 2:
        return None
    whole = max(sum(n.amount for n in flow.nodes if n.column == c and n.kind != "moving") for c in columns)
    scale = Fraction(_HEIGHT) / whole if whole else Fraction(0)
    places: dict[str, tuple[int, int, int]] = {}
    boxes = []
    for column in columns:
        y = 0
        for node in flow.nodes:
            if node.column != column or node.kind == "moving":
                continue
            height, plot = max(2, int(node.amount * scale)), _plot(node.index)
            places[node.key] = (column * _COLUMN, y, plot)
            name = _("not transferable") if node.index is None else names[node.index]
            words = f"{name}: {_short(str(node.amount))}"
            boxes.append(Box(column * _COLUMN, y, height, plot, words, "" if column else name))
            y += height + _GAP
    bands = _bands(flow, places, scale)
    deepest = max(box.y + box.height for box in boxes)
    heads = [(column * _COLUMN, _("Stage {n}").format(n=column + 1)) for column in columns]
    return Picture(columns[-1] * _COLUMN + _BAND, deepest, boxes, bands, heads)


def _bands(flow: Flow, places: Mapping[str, tuple[int, int, int]], scale: Fraction) -> list[tuple[str, int]]:
    """Links between boxes; what passes through a pool between stages is drawn from each who gave to it."""
    pools = {node.key for node in flow.nodes if node.kind == "moving"}
    into = {key: [link for link in flow.links if link.target == key] for key in pools}
    direct = [link for link in flow.links if not {link.source, link.target} & pools]
    drawn = [(link.source, link.target, link.amount) for link in direct]
    for link in flow.links:
        if link.source in pools:
            given = sum((each.amount for each in into[link.source]), Fraction(0))
            drawn += [
                (each.source, link.target, link.amount * each.amount / given) for each in into[link.source]
            ]
    out: dict[str, int] = {}
    arrived: dict[str, int] = {}
    bands = []
    for source, target, amount in drawn:
        height = max(1, int(amount * scale))
        x1, y1, plot = places[source]
        x2, y2, _other = places[target]
        top, bottom = y1 + out.get(source, 0), y2 + arrived.get(target, 0)
        out[source], arrived[target] = out.get(source, 0) + height, arrived.get(target, 0) + height
        left, middle = x1 + _BAND, (x1 + _BAND + x2) // 2
        path = (
            f"M{left},{top} C{middle},{top} {middle},{bottom} {x2},{bottom} "
            f"V{bottom + height} C{middle},{bottom + height} {middle},{top + height} {left},{top + height} Z"
        )
        bands.append((path, plot))
    return bands


def _happened(stage: Mapping[str, Any], names: Sequence[str]) -> str:
    said = []
    if stage.get("surplus_of") is not None:
        said.append(_("The surplus of {name} passes on.").format(name=names[stage["surplus_of"]]))
    if stage.get("excluded"):
        out = ", ".join(names[each] for each in stage["excluded"])
        said.append(_("Out, and their votes pass on: {names}.").format(names=out))
    if stage.get("elected"):
        chosen = ", ".join(names[each] for each in stage["elected"])
        said.append(_("Elected: {names}.").format(names=chosen))
    return " ".join(said)


def _plot(index: int | None) -> int:
    return 0 if index is None else index % _PLOTS + 1


def _short(number: str) -> str:
    """At most two decimals: the exact numbers stand in the bundle."""
    value = Fraction(number)
    if value.denominator == 1:
        return str(value.numerator)
    hundredths = round(value * 100)
    return f"{hundredths // 100}.{hundredths % 100:02}"
