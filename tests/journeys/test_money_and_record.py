"""What stands on the money page and on the record can be followed to its cause, and checked."""

from __future__ import annotations

import shlex
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def test_every_one_of_the_last_entries_leads_to_what_caused_it(quiet_demo: Coop, visit: Visit) -> None:
    stranger = visit(quiet_demo)
    stranger.goes_to("/")
    stranger.takes("Money")
    entries = _last_entries(stranger.page)
    assert len(entries) == 12
    kinds = {cause.split("/")[2] for cause, _entry in entries}
    assert "dues" in kinds
    assert len(kinds) > 1  # which ones depends on the day of the month
    for cause, entry in entries:
        _leads_somewhere(stranger, cause)
        stranger.goes_to(entry)
        assert _legs(stranger.page) == 0
        stranger.sees("What caused it")
        expect(stranger.page.locator(f"main a[href='{cause}']").first).to_be_visible()


def test_anyone_can_check_the_record_over_the_web(quiet_demo: Coop, visit: Visit) -> None:
    stranger = visit(quiet_demo)
    stranger.goes_to("/")
    stranger.takes("Record")
    command = shlex.split(stranger.page.locator(".check-it code").inner_text())
    assert command[:3] == ["commonhold", "record", "verify"]
    key = command[command.index("--key") + 1]
    verdict = quiet_demo.console("record", "verify", f"{quiet_demo.url}/record", "--key", key)
    assert verdict["ok"]
    assert verdict["bad"] is None
    stranger.sees(f"{verdict['size']} entries, signed")
    stranger.follows(str(stranger.page.locator("main li a[href^='/record/']").first.inner_text()))
    stranger.sees("With these hashes anybody can compute the root")


@pytest.mark.parametrize("kind", ["checkpoint", "tile/0/", "tile/entries/"])
def test_one_changed_byte_in_an_export_is_named(quiet_demo: Coop, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "record"
    quiet_demo.console("record", "export", str(folder))
    with urlopen(f"{quiet_demo.url}/record/vkey") as answer:  # noqa: S310 - our own server
        key = answer.read().decode().strip()
    assert quiet_demo.console("record", "verify", str(folder), "--key", key)["ok"]
    path = next(each for each in sorted(_files(folder)) if each.startswith(kind))
    damaged = bytearray((folder / path).read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (folder / path).write_bytes(damaged)
    verdict = quiet_demo.console("record", "verify", str(folder), "--key", key, ok=False)
    assert verdict["bad"].startswith(path)


def _last_entries(page: Page) -> list[tuple[str, str]]:
    """The cause and the entry that each line leads to."""
    lines = page.locator("table", has_text="Entries in the books").locator("tbody tr").all()
    found = [[str(link.get_attribute("href")) for link in line.locator("a").all()] for line in lines]
    return [(cause, entry) for cause, entry in found]


def _leads_somewhere(stranger: Visitor, path: str) -> None:
    answer = stranger.page.goto(path)
    assert answer is not None
    assert answer.status == 200, path


def _legs(page: Page) -> int:
    """The sum of an entry's legs in cents."""
    amounts = page.locator("main td.number").all_inner_texts()
    assert len(amounts) >= 2
    return sum(_cents(each) for each in amounts)


def _cents(amount: str) -> int:
    """ "+€5.00" is 500; what is below nothing bears a real minus sign."""
    size = int("".join(each for each in amount if each.isdecimal()))
    return size if amount.startswith("+") else -size


def _files(folder: Path) -> list[str]:
    return [str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()]
