"""Files as banks hand them out. The accounts are examples that registers of IBANs print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

SPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001"
OURS = "DE89370400440532013000"
CAROS = "GB29NWBK60161331926819"
FINNS = "FR1420041010050500013M02606"
STRANGERS = "NL91ABNA0417164300"


@dataclass(frozen=True)
class Entry:
    amount: str
    sign: str = "CRDT"
    day: str = "2026-05-04"
    name: str = "Gus Gull"
    iban: str = STRANGERS
    text: str = ""
    reference: str = ""
    end_to_end: str = "NOTPROVIDED"
    bank_ref: str = ""
    batch: str = ""
    returned: str = ""
    status: str = "BOOK"


def camt(
    entries: Sequence[Entry],
    *,
    version: str = "02",
    iban: str = OURS,
    currency: str = "EUR",
    balances: tuple[str, str] | None = None,
    number: str = "7",
) -> bytes:
    """A statement in one of the two versions; balances are what was there before and after."""
    new = version == "08"
    parts = [
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{SPACE}.{version}">',
        f"<BkToCstmrStmt><GrpHdr><MsgId>M{number}</MsgId></GrpHdr><Stmt><Id>S{number}</Id>",
        f"<ElctrncSeqNb>{number}</ElctrncSeqNb><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>{currency}</Ccy></Acct>",
    ]
    for code, amount in zip(("OPBD", "CLBD"), balances or (), strict=False):
        parts.append(
            f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
            f'<Amt Ccy="{currency}">{amount.lstrip("-")}</Amt>'
            f"<CdtDbtInd>{'DBIT' if amount.startswith('-') else 'CRDT'}</CdtDbtInd></Bal>"
        )
    parts += [_entry(each, new, currency) for each in entries]
    return ("".join(parts) + "</Stmt></BkToCstmrStmt></Document>").encode()


def _entry(each: Entry, new: bool, currency: str) -> str:
    side = "Dbtr" if (each.sign == "CRDT") is not bool(each.returned) else "Cdtr"
    name = f"<Nm>{escape(each.name)}</Nm>"
    party = f"<{side}>{f'<Pty>{name}</Pty>' if new else name}</{side}>"
    account = f"<{side}Acct><Id><IBAN>{each.iban}</IBAN></Id></{side}Acct>" if each.iban else ""
    strd = f"<Strd><CdtrRefInf><Ref>{each.reference}</Ref></CdtrRefInf></Strd>" if each.reference else ""
    batch = f"<Btch><MsgId>{each.batch}</MsgId></Btch>" if each.batch else ""
    back = f"<RtrInf><Rsn><Cd>{each.returned}</Cd></Rsn></RtrInf>" if each.returned else ""
    status = f"<Sts><Cd>{each.status}</Cd></Sts>" if new else f"<Sts>{each.status}</Sts>"
    ref = f"<AcctSvcrRef>{each.bank_ref}</AcctSvcrRef>" if each.bank_ref else ""
    return (
        f'<Ntry><Amt Ccy="{currency}">{each.amount}</Amt><CdtDbtInd>{each.sign}</CdtDbtInd>{status}'
        f"<BookgDt><Dt>{each.day}</Dt></BookgDt>{ref}<NtryDtls>{batch}<TxDtls>"
        f"<Refs><EndToEndId>{each.end_to_end}</EndToEndId></Refs><RltdPties>{party}{account}</RltdPties>"
        f"<RmtInf><Ustrd>{escape(each.text)}</Ustrd>{strd}</RmtInf>{back}</TxDtls></NtryDtls></Ntry>"
    )
