"""CAMT.053, ISO 20022's statement of an account, in versions 02 to 08: what its elements mean for us.

Only booked entries count. An entry of several payments is read as its payments where they come to its amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, ParseError  # its types; defusedxml reads

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Defused

from commonhold.civic.payments.reading.parsed import MOST_LINES, Parsed, ParsedLine, cut, minor_units
from commonhold.civic.payments.refusals import FileTooLong, FileUnreadable, SeveralAccounts

_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_UNSAID = {"NONREF", "NOTPROVIDED", "NOT PROVIDED"}


def read(content: bytes) -> Parsed:
    """The statements in a file, joined. Raises FileUnreadable, FileTooLong or SeveralAccounts."""
    try:
        root = Defused.fromstring(content, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError):
        raise FileUnreadable from None
    for each in root.iter():
        each.tag = each.tag.rpartition("}")[2] if isinstance(each.tag, str) else ""
    statements = [_statement(each) for each in root.iterfind("BkToCstmrStmt/Stmt")]
    if not statements:
        raise FileUnreadable
    first, last = statements[0], statements[-1]
    if len({(each.account, each.currency) for each in statements}) > 1:
        raise SeveralAccounts
    lines = [line for each in statements for line in each.lines]
    if len(lines) > MOST_LINES:
        raise FileTooLong
    return Parsed(first.account, first.currency, last.number, first.opening, last.closing, lines)


def _statement(found: Element) -> Parsed:
    account = _text(found, "Acct/Id/IBAN") or _text(found, "Acct/Id/Othr/Id")
    entries = list(found.iterfind("Ntry"))
    amounts = found.iterfind("Bal/Amt")
    currency = _text(found, "Acct/Ccy") or next((each.get("Ccy", "") for each in amounts), "")
    currency = currency or next((_currency(each) for each in entries), "")
    if not account or not currency:
        raise FileUnreadable
    return Parsed(
        account=account.replace(" ", "").upper(),
        currency=currency,
        number=cut(_text(found, "ElctrncSeqNb") or _text(found, "Id"), 40),
        opening=_balance(found, _OPENING, currency),
        closing=_balance(found, _CLOSING, currency),
        lines=[line for each in entries if _is_booked(each) for line in _lines(each)],
    )


def _balance(found: Element, codes: tuple[str, ...], currency: str) -> int | None:
    for code in codes:
        for each in found.iterfind("Bal"):
            if _text(each, "Tp/CdOrPrtry/Cd") == code:
                return _signed(each, minor_units(_text(each, "Amt"), currency))
    return None


def _lines(entry: Element) -> Iterator[ParsedLine]:
    cents = _signed(entry, minor_units(_text(entry, "Amt"), _currency(entry)))
    details = list(entry.iterfind("NtryDtls/TxDtls"))
    parts = [_part_amount(each, entry) for each in details]
    if len(details) > 1 and None not in parts and sum(each or 0 for each in parts) == cents:
        for detail, part in zip(details, parts, strict=True):
            yield _line(entry, detail, part or 0)
    else:
        yield _line(entry, details[0] if len(details) == 1 else None, cents)


def _line(entry: Element, detail: Element | None, cents: int) -> ParsedLine:
    inner = entry if detail is None else detail
    # The other side: who paid us, or whom we paid. What comes back names us as who paid.
    is_return = inner.find("RtrInf") is not None
    side = "Dbtr" if (cents > 0) is not is_return else "Cdtr"
    texts = [each.text or "" for each in inner.iterfind("RmtInf/Ustrd")]
    texts += [_text(inner, "AddtlTxInf") or _text(entry, "AddtlNtryInf")] if not any(texts) else []
    return ParsedLine(
        day=_day(entry),
        cents=cents,
        currency=_currency(entry),
        name=cut(
            _text(inner, f"RltdPties/{side}/Nm") or _text(inner, f"RltdPties/{side}/Pty/Nm"),
            140,
        ),
        account=cut(
            _text(inner, f"RltdPties/{side}Acct/Id/IBAN") or _text(inner, f"RltdPties/{side}Acct/Id/Othr/Id"),
            34,
        ).replace(" ", ""),
        text=cut(" ".join(texts), 500),
        reference=cut(_text(inner, "RmtInf/Strd/CdtrRefInf/Ref"), 140),
        end_to_end=_said(_text(inner, "Refs/EndToEndId")),
        entry_ref=_said(_text(inner, "Refs/AcctSvcrRef") or _text(entry, "AcctSvcrRef")),
        batch=_said(
            _text(entry, "NtryDtls/Btch/MsgId")
            or _text(entry, "NtryDtls/Btch/PmtInfId")
            or _text(inner, "Refs/MsgId")
            or _text(inner, "Refs/PmtInfId")
        ),
        is_return=is_return,
    )


def _part_amount(detail: Element, entry: Element) -> int | None:
    amount = detail.find("Amt")
    amount = detail.find("AmtDtls/TxAmt/Amt") if amount is None else amount
    if amount is None or amount.get("Ccy") != _currency(entry):
        return None
    cents = minor_units((amount.text or "").strip(), _currency(entry))
    return _signed(detail if detail.find("CdtDbtInd") is not None else entry, cents)


def _is_booked(entry: Element) -> bool:
    return (_text(entry, "Sts/Cd") or _text(entry, "Sts")) == "BOOK"


def _signed(found: Element, cents: int) -> int:
    said = _text(found, "CdtDbtInd")
    if said not in {"CRDT", "DBIT"}:
        raise FileUnreadable
    return cents if said == "CRDT" else -cents


def _day(entry: Element) -> date:
    text = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm") or _text(entry, "ValDt/Dt")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise FileUnreadable from None


def _currency(entry: Element) -> str:
    amount = entry.find("Amt")
    return "" if amount is None else amount.get("Ccy", "")


def _said(text: str) -> str:
    return "" if text.upper() in _UNSAID else cut(text, 80)


def _text(found: Element, path: str) -> str:
    return (found.findtext(path) or "").strip()
