"""Account numbers, and names as SEPA's files may have them."""

from __future__ import annotations

import re

from commonhold.civic.payments.refusals import IbanWrong, NameNotInSepa

_LOOKS_LIKE_IBAN = re.compile(r"[A-Z]{2}\d{2}")
#: What EPC217-08 lets a file have; everything else is written otherwise, or left out.
_NOT_SEPA = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
LONGEST_NAME = 70


def plain(text: str) -> str:
    """Without spaces, in capitals."""
    return re.sub(r"[\s\u00a0]", "", text).upper()


def as_read(iban: str) -> str:
    """In groups of four, as people type it."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def as_hinted(iban: str) -> str:
    """Enough to know it again, too little to use it."""
    return f"{iban[:4]} … {iban[-4:]}" if len(iban) > 8 else iban


def is_sound(text: str) -> bool:
    """Is it an IBAN of its country's length and form, with check digits that fit?"""
    from schwifty import IBAN  # noqa: PLC0415 - every bank of Europe is in it
    from schwifty.exceptions import SchwiftyException  # noqa: PLC0415 - every bank of Europe is in it

    try:
        IBAN(plain(text), validate_bban=False)
    except SchwiftyException:
        return False
    return True


def sound(text: str) -> str:
    """The IBAN, plain. Raises IbanWrong."""
    if not is_sound(text):
        raise IbanWrong
    return plain(text)


def bic_of(iban: str) -> str:
    """The bank's code where the register that schwifty carries knows it, else nothing."""
    from schwifty import IBAN  # noqa: PLC0415 - every bank of Europe is in it

    found = IBAN(iban).bic
    return "" if found is None else str(found)


def sepa_name(text: str) -> str:
    """A name in SEPA's letters: "Łukasz Žižek" is "Lukasz Zizek". Raises NameNotInSepa when none is left."""
    written = sepa_text(text)[:LONGEST_NAME].strip()
    if not re.search(r"[A-Za-z0-9]", written):
        raise NameNotInSepa
    return written


def latin(text: str) -> str:
    """In Latin letters without accents."""
    from text_unidecode import unidecode  # noqa: PLC0415 - for who is paid abroad

    return str(unidecode(text))


def sepa_text(text: str) -> str:
    """Words in SEPA's letters; what they have none for becomes a space."""
    return " ".join(_NOT_SEPA.sub(" ", latin(text)).split())


def may_name_an_account(text: str) -> bool:
    """For the charter: nothing, a sound IBAN, or a number that doesn't look like one."""
    number = plain(text)
    if not number:
        return not text
    if _LOOKS_LIKE_IBAN.match(number):
        return is_sound(number)
    return re.fullmatch(r"[A-Z0-9/-]{4,34}", number) is not None
