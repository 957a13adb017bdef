"""Currencies and how many decimals each has: ISO 4217, frozen.

An exponent is part of what every stored amount means, so a line here is never edited, only added.
"""

from __future__ import annotations

from types import MappingProxyType

_TWO = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
    CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL
    HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS
    VED VES WST XCD XCG YER ZAR ZMW ZWG
"""
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"

#: Decimals by currency: EUR 2 (cents), JPY 0, KWD 3 (fils).
EXPONENTS = MappingProxyType(
    {
        code: exponent
        for exponent, codes in {0: _NONE, 2: _TWO, 3: _THREE, 4: _FOUR}.items()
        for code in codes.split()
    }
)


def decimal_text(amount: int, currency: str) -> str:
    """Minor units as people and other programs write them.

    >>> decimal_text(-1205, "EUR"), decimal_text(500, "JPY"), decimal_text(7, "KWD")
    ('-12.05', '500', '0.007')
    """
    exponent = EXPONENTS[currency]
    if exponent == 0:
        return str(amount)
    whole, part = divmod(abs(amount), 10**exponent)
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole}.{part:0{exponent}d}"
