"""A confidential vote, counted again from the count file that its page offers.

The file has the frozen terms, every ballot with its commitment, and the result. People read it too, so it
need not be canonical JSON.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from hashlib import sha256

from rulebook.tally import majority
from rulebook.tally.by_class import EACH, WEIGHED, ClassBallots, VotingClass, count_each, count_weighed
from rulebook.tally.terms import Terms
from rulebook.verifying.reading import Fields, Rejected, root, spelled
from rulebook.verifying.verdict import Verdict

_FIELDS = (
    "proposal state method threshold quorum roll roll_root decisions_sha256 "
    "ballots ballots_root counts outcome"
)
#: What count files say since votes can be of every kind. Those from before are counted as they were.
_SINCE_KINDS = f"{_FIELDS} kind mode unranked base lot_commitment lot_secret sheet"
#: A yes or no that is counted by classes of members.
_BY_CLASS = f"{_SINCE_KINDS} by_class"
_CHOICES = ("yes", "no", "abstain")
_COUNTED_BY_CLASS = {each.version: count for each, count in ((EACH, count_each), (WEIGHED, count_weighed))}


def verify(data: bytes, receipts: Iterable[str] = ()) -> Verdict:
    """Count again, find the Merkle root again, and look for the ballots that `receipts` belong to."""
    try:
        return Verdict("confidential", found=_check(_read(data), list(receipts)))
    except Rejected as rejected:
        return Verdict("confidential", str(rejected))


def commitment_of(receipt: str) -> str:
    """SHA-256 (hex) of the receipt's letters and digits: what is published beside the ballot."""
    letters = receipt.replace("-", "").replace(" ", "").upper()
    return sha256(letters.encode("utf-8")).hexdigest()


def _read(data: bytes) -> Fields:
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_no_key_twice)
    except (ValueError, RecursionError):
        raise Rejected("count file", "not JSON, or a key in it is there twice") from None
    if isinstance(value, dict) and "bundle" in value:
        raise Rejected("count file", "of a sealed vote, which is checked from the files of its bundle")
    if isinstance(value, dict) and "ballots" not in value and "proposal" in value:
        raise Rejected("count file", "not counted yet")
    names = _SINCE_KINDS if isinstance(value, dict) and "kind" in value else _FIELDS
    names = _BY_CLASS if isinstance(value, dict) and "by_class" in value else names
    return Fields(value, "count file", names)


def _check(fields: Fields, receipts: list[str]) -> dict[str, object]:
    sheet = fields.any("sheet") if fields.has("sheet") else None
    if isinstance(sheet, dict) and sheet.get("kept_back") is True and not fields.items("ballots"):
        fields.reject("a class had so few voters that elected auditors alone see these ballots")
    ballots = [_ballot(fields, each) for each in fields.items("ballots")]
    commitments = [commitment for _choice, commitment in ballots]
    if commitments != sorted(set(commitments)):
        fields.reject("ballots are not sorted by their commitments, or one is there twice")
    if not len(ballots) <= _base(fields) <= fields.whole("roll"):
        fields.reject("more ballots than members on the roll, or than the quorum is reckoned from")
    found = root([f"{choice} {commitment}".encode() for choice, commitment in ballots])
    if fields.hash("ballots_root") != found:
        fields.reject("these ballots do not give the Merkle root: one was added, left out or changed")
    counted = _recount(fields, Counter(choice for choice, _commitment in ballots))
    receipts_found = _find(fields, receipts, {commitment: choice for choice, commitment in ballots})
    return {
        "proposal": fields.text("proposal"),
        "ballots_root": found.hex(),
        "ballots": len(ballots),
        "roll": fields.whole("roll"),
        **counted,
        "your_ballots": receipts_found,
    }


def _recount(fields: Fields, cast: Counter[str]) -> dict[str, object]:
    if fields.has("by_class"):
        return _recount_by_class(fields, cast)
    if fields.text("method") not in (majority.RULE.name, majority.RULE.version):
        fields.reject(f"the method {fields.text('method')} is not counted here")
    sheet = majority.count(
        yes=cast["yes"],
        no=cast["no"],
        abstain=cast["abstain"],
        roll=_base(fields),
        threshold=_share(fields, "threshold"),
        quorum=_share(fields, "quorum"),
    )
    _check_lot(fields)
    said = Fields(fields.any("counts"), "count file, counts", " ".join(_CHOICES))
    for choice in _CHOICES:
        if said.whole(choice) != cast[choice]:
            said.reject(f"{choice} has {cast[choice]} ballots, not {said.whole(choice)}")
    if fields.text("outcome") != sheet.outcome:
        fields.reject(f"the outcome is {sheet.outcome}, not {fields.text('outcome')}")
    return {"counts": {choice: cast[choice] for choice in _CHOICES}, "outcome": sheet.outcome}


def _recount_by_class(fields: Fields, cast: Counter[str]) -> dict[str, object]:
    """The whole sheet anew: it must be the published one, to the last byte of its canonical spelling."""
    frozen = Fields(fields.any("by_class"), "count file, by_class", "floor cap classes")
    if fields.text("method") not in _COUNTED_BY_CLASS:
        fields.reject(f"the method {fields.text('method')} is not counted here")
    terms = Terms(
        unranked="no-opinion",
        roll=_base(fields),
        threshold=_share(fields, "threshold"),
        quorum=_share(fields, "quorum"),
    )
    said = {
        (key, answer): n for (key, _, answer), n in ((each.rpartition(" "), n) for each, n in cast.items())
    }
    classes = tuple(_class(each, number) for number, each in enumerate(frozen.items("classes"), 1))
    if sum(each.roll for each in classes) != fields.whole("roll"):
        frozen.reject("the classes do not make up the roll")
    if sum(each.base for each in classes) != _base(fields):
        frozen.reject("the classes do not make up those from whom the quorum is reckoned")
    try:
        ballots = ClassBallots(classes, said, _share(frozen, "floor"), _share(frozen, "cap"))
        sheet = _COUNTED_BY_CLASS[fields.text("method")](ballots, terms)
    except ValueError as error:
        fields.reject(str(error))
    _check_lot(fields)
    published = fields.any("sheet")
    is_kept_back = isinstance(published, dict) and published.get("kept_back") is True
    found = sheet.kept_back() if is_kept_back else sheet.plain()
    if spelled(published) != spelled(found):
        fields.reject("the sheet is not the one that these ballots give")
    if fields.text("outcome") != sheet.outcome:
        fields.reject(f"the outcome is {sheet.outcome}, not {fields.text('outcome')}")
    if not is_kept_back and fields.text("mode") != "open" and not sheet.may_be_published:
        fields.reject("a class has so few voters that its result must not be published")
    by_class = {each.key: {side: getattr(each, side) for side in _CHOICES} for each in sheet.classes}
    return {"by_class": by_class, "outcome": sheet.outcome}


def _class(value: object, number: int) -> VotingClass:
    fields = Fields(value, f"count file, class {number}", "key name roll base apart weight")
    fields.text("name")
    return VotingClass(
        fields.text("key"),
        fields.whole("roll"),
        fields.whole("base"),
        bool(fields.whole("apart", 0, 1)),
        fields.whole("weight", 1),
    )


def _base(fields: Fields) -> int:
    """Whom the quorum is reckoned from: active members and whoever else voted; all on the roll, once."""
    return fields.whole("base") if fields.has("base") else fields.whole("roll")


def _check_lot(fields: Fields) -> None:
    if not fields.has("lot_secret") or not fields.text("lot_commitment"):
        return
    if sha256(fields.text("lot_secret").encode()).hexdigest() != fields.text("lot_commitment"):
        fields.reject("the lot's secret is not the one that notice committed to")


def _ballot(fields: Fields, value: object) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2 or not isinstance(value[0], str):
        fields.reject("a ballot is no pair of a choice and a commitment")
    answer = value[0].rpartition(" ")[2] if fields.has("by_class") else value[0]
    if answer not in _CHOICES:
        fields.reject("a ballot is no pair of a choice and a commitment")
    return value[0], Fields({"commitment": value[1]}, fields.where, "commitment").hash("commitment").hex()


def _find(fields: Fields, receipts: list[str], choices: dict[str, str]) -> list[str]:
    found = []
    for receipt in receipts:
        choice = choices.get(commitment_of(receipt))
        found.append(choice if choice else fields.reject(f"no ballot belongs to the receipt {receipt}"))
    return found


def _share(fields: Fields, name: str) -> Fraction:
    try:
        return Fraction(fields.text(name))
    except (ValueError, ZeroDivisionError):
        fields.reject(f"{name} is no share")


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _value in pairs}) < len(pairs):
        raise ValueError("a key is there twice")
    return dict(pairs)
