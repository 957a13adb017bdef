"""What equal_share_v1 tells everybody, and what it tells one member so that she can work it out again."""

from collections.abc import Iterator
from dataclasses import asdict

from rulebook.canonical import Json
from rulebook.split.bundle import Bundle, money_of, rate_of
from rulebook.split.equal_share import EqualShareSheet, dues_of, equal_share_v1
from rulebook.split.pool import pool_of
from rulebook.split.reading import Entry, Malformed


class EqualShareLines:
    """See `SplitRule` in rules.py."""

    figures_named = frozenset({"dues", "room", "credit", "share_rate"})

    def split(self, bundle: Bundle) -> EqualShareSheet:
        if bundle.terms is not None:
            raise Malformed("equal shares have no terms")
        return equal_share_v1(bundle.economy, bundle.money, seed=bundle.heading.seed.encode())

    def figures(self, sheet: EqualShareSheet) -> dict[str, Json]:
        people = sheet.economy.people
        return {
            "dues": {"own": sum([each.own for each in people]), "fund": sum([each.fund for each in people])},
            "room": sum([dues_of(each) for each in people]),
            "credit": sum(sheet.credit),
            "share_rate": asdict(sheet.share.rate),
        }

    def results(self, public: Entry) -> dict[str, Json]:
        """Raises Malformed where the figures contradict each other."""
        dues = public.entry("dues").only({"own", "fund"})
        pool = pool_of(dues.number("own") + dues.number("fund"), money_of(public))
        shared = min(pool.slices, public.number("room"))
        fund_back = shared - public.number("credit")
        if fund_back < 0:
            raise Malformed(f"{public.name}: more credit was given than there was to share")
        return {"pool": pool.plain(), "fund_back": fund_back, "kept": pool.slices - shared}

    def line(self, sheet: EqualShareSheet, index: int) -> dict[str, Json]:
        person = sheet.economy.people[index]
        return {
            "key": person.key,
            "stands": person.stands,
            "own": person.own,
            "fund": person.fund,
            "share": sheet.share.parts[index],
            "credit": sheet.credit[index],
        }

    def faults(self, public: Entry, line: Entry, *, lot: str) -> Iterator[str]:
        """What of a line does not follow from the public file; `lot` is her lot number. Raises Malformed."""
        line.only({"key", "stands", "own", "fund", "share", "credit"})
        own = line.number("own")
        room = own + line.number("fund") if line.text("stands") == "member" else 0
        share = rate_of(public.entry("share_rate")).part(1 if room else 0, lot=lot, limit=room)
        if line.number("share") != share:
            yield "the share is not the same for every member"
        if line.number("credit") != min(line.number("share"), own):
            yield "the credit is not what these dues have room for"
