"""Payout files: pain.001.001.03 for banks of SEPA, and a table for all others. Both are always the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import tostring

from defusedxml import ElementTree as Defused

from commonhold.civic.payments import ibans
from commonhold.ground.ledger.amounts import as_typed

SCHEMA = "pain.001.001.03"
_SPACE = f"{{urn:iso:std:iso:20022:tech:xsd:{SCHEMA}}}"


@dataclass(frozen=True)
class Payment:
    """One line of a file."""

    cents: int
    iban: str
    bic: str
    name: str
    end_to_end: str
    words: str


def credit_transfers(
    payments: Sequence[Payment], *, number: str, name: str, iban: str, currency: str, made_on: date
) -> bytes:
    """The XML file; `number` is its message id, and `made_on` the day on which the run was made."""
    from sepaxml import SepaTransfer  # noqa: PLC0415 - it loads what checks XML

    own_bic = ibans.bic_of(iban)
    config = {"name": ibans.sepa_name(name), "IBAN": iban, "batch": True, "currency": currency}
    file = SepaTransfer(config | ({"BIC": own_bic} if own_bic else {}), schema=SCHEMA)
    for each in payments:
        file.add_payment(
            {
                "name": each.name,
                "IBAN": each.iban,
                **({"BIC": each.bic} if each.bic else {}),
                "amount": each.cents,
                "execution_date": made_on,
                "description": ibans.sepa_text(each.words)[:140] or number,
                "endtoend_id": each.end_to_end,
            }
        )
    return _the_same_each_time(file.export(validate=False), number, made_on)


def table(payments: Sequence[Payment], *, currency: str) -> bytes:
    """CSV in UTF-8: name, account, bank, amount, currency, what for, reference."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(["name", "account", "bank", "amount", "currency", "text", "reference"])
    for each in payments:
        amount = as_typed(each.cents, currency)
        cells = [each.name, each.iban, each.bic, amount, currency, each.words, each.end_to_end]
        rows.writerow([_plain(cell) for cell in cells])
    return text.getvalue().encode()


def _the_same_each_time(xml: bytes, number: str, made_on: date) -> bytes:
    """With the run's own number and day where the writer puts chance and the clock."""
    root = Defused.fromstring(xml)
    texts = {"MsgId": number, "PmtInfId": number, "CreDtTm": f"{made_on.isoformat()}T00:00:00"}
    for name, text in texts.items():
        for each in root.iter(f"{_SPACE}{name}"):
            each.text = text
    for each in root.iter():
        each.tag = each.tag.removeprefix(_SPACE)
    root.set("xmlns", _SPACE[1:-1])
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _plain(cell: str) -> str:
    """What a spreadsheet would take for a formula is no longer one."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
