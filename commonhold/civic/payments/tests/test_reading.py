"""Reading banks' files: both versions of CAMT.053, tables in every hand, and what is no statement at all."""

from __future__ import annotations

from datetime import date

import pytest

from commonhold.civic.payments.reading import camt, tables
from commonhold.civic.payments.reading.parsed import MOST_LINES
from commonhold.civic.payments.refusals import FileTooLong, FileUnreadable, RowUnreadable, SeveralAccounts
from commonhold.civic.payments.tests.files import CAROS, OURS, STRANGERS, Entry
from commonhold.civic.payments.tests.files import camt as written


@pytest.mark.parametrize("version", ["02", "08"])
def test_both_versions_say_the_same(version):
    entries = [
        Entry("25.00", name="Çelik & Söhne", text="Share", reference="RF18539007547034", bank_ref="B1"),
        Entry("3.10", sign="DBIT", text="Fee", iban=""),
        Entry("9.99", status="PDNG"),
    ]
    read = camt.read(written(entries, version=version, balances=("100.00", "121.90")))
    assert (read.account, read.currency, read.number) == (OURS, "EUR", "7")
    assert (read.opening, read.closing) == (10_000, 12_190)
    first, second = read.lines
    assert (first.day, first.cents, first.name, first.account) == (
        date(2026, 5, 4),
        2_500,
        "Çelik & Söhne",
        STRANGERS,
    )
    assert (first.reference, first.entry_ref, first.end_to_end, first.text) == (
        "RF18539007547034",
        "B1",
        "",
        "Share",
    )
    assert (second.cents, second.account) == (-310, "")


@pytest.mark.parametrize(
    ("currency", "amount", "cents"), [("JPY", "2500", 2_500), ("KWD", "2.500", 2_500), ("EUR", "2.5", 250)]
)
def test_each_currency_has_its_own_number_of_decimals(currency, amount, cents):
    [line] = camt.read(written([Entry(amount)], currency=currency)).lines
    assert line.cents == cents


@pytest.mark.parametrize(
    ("currency", "amount"), [("JPY", "25.50"), ("EUR", "2.505"), ("EUR", "x"), ("XXY", "1"), ("EUR", "1e30")]
)
def test_an_amount_that_the_currency_has_no_coin_for_is_refused(currency, amount):
    with pytest.raises(FileUnreadable):
        camt.read(written([Entry(amount)], currency=currency))


def test_what_came_back_names_whom_we_had_paid():
    [line] = camt.read(written([Entry("20.00", returned="AC04", name="Caro", iban=CAROS)])).lines
    assert (line.is_return, line.name, line.account) == (True, "Caro", CAROS)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<Document><BkToCstmrStmt>&b;</BkToCstmrStmt></Document>"
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document><BkToCstmrStmt>&x;</BkToCstmrStmt></Document>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<",
        b"<html><body>Please sign in</body></html>",
        BOMB.encode(),
        OUTSIDE.encode(),
        written([Entry("1.00")])[:-20],
        written([Entry("1.00", day="4 May")]),
        b'<?xml version="1.0" encoding="nothing-known"?><Document/>',
        b"\xff\xfe\x00<",
    ],
)
def test_what_is_no_statement_is_refused_and_nothing_outside_is_read(content):
    with pytest.raises(FileUnreadable):
        camt.read(content)


def test_two_accounts_in_one_file_are_refused():
    one, other = written([Entry("1.00")]), written([Entry("1.00")], iban=CAROS)
    statement = other[other.index(b"<Stmt>") : other.index(b"</BkToCstmrStmt>")]
    with pytest.raises(SeveralAccounts):
        camt.read(one.replace(b"</BkToCstmrStmt>", statement + b"</BkToCstmrStmt>"))


def test_an_entry_of_several_payments_is_read_as_those():
    text = written([Entry("30.00", text="Together")]).decode()
    detail = text[text.index("<TxDtls>") : text.index("</TxDtls>") + 9]
    parts = "".join(
        detail.replace("<Refs>", f"<Refs><AcctSvcrRef>P{amount}</AcctSvcrRef>").replace(
            "</Refs>", f'</Refs><AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls>'
        )
        for amount in ("10.00", "20.00")
    )
    assert [each.cents for each in camt.read(text.replace(detail, parts).encode()).lines] == [1_000, 2_000]
    other = parts.replace("20.00</Amt>", "21.00</Amt>")  # doesn't come to the sum: one line then
    assert [each.cents for each in camt.read(text.replace(detail, other).encode()).lines] == [3_000]


GERMAN = (
    "Girokonto;DE89 3704\n\n"
    '"Buchungstag";"Name";"Verwendungszweck";"IBAN";"Betrag";"Währung"\n'
    '"04.05.2026";"Käthe Öztürk";"Anteil RF18 5390";"GB29 NWBK 6016 1331 9268 19";"1.234,56";"EUR"\n'
    '"05.05.2026";"Strom";"Abschlag";"";"-45,00";"EUR"\n'
    '"";"Summe";"";"";"1.189,56";"EUR"\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_in_each_encoding_and_guessed_at(encoding):
    found = tables.table(GERMAN.encode(encoding))
    layout = tables.guess(found)
    assert (layout.dates, layout.decimal) == ("dmy", ",")
    first, second = tables.read(found, layout, currency="EUR").lines
    assert (first.day, first.cents, first.name, first.account) == (
        date(2026, 5, 4),
        123_456,
        "Käthe Öztürk",
        CAROS,
    )
    assert (second.day, second.cents) == (date(2026, 5, 5), -4_500)


def test_columns_for_what_came_and_went_and_points_for_decimals():
    text = 'Date,Details,Paid out,Paid in\n2026-05-04,Dues,,5.00\n2026-05-06,Rent,"1,200.50",\n'
    layout = tables.Layout(day=0, text=1, went_out=2, came_in=3, dates="ymd", decimal=".")
    read = tables.read(tables.table(text.encode()), layout, currency="GBP")
    assert [(each.cents, each.currency) for each in read.lines] == [(500, "GBP"), (-120_050, "GBP")]


@pytest.mark.parametrize(
    ("text", "decimal", "currency", "cents"),
    [
        ("1.234,56", ",", "EUR", 123_456),
        ("1'234.56", ".", "EUR", 123_456),
        ("12,50-", ",", "EUR", -1_250),
        ("(12.50)", ".", "EUR", -1_250),
        ("\N{MINUS SIGN}12,5", ",", "EUR", -1_250),
        ("1 234", ",", "JPY", 1_234),
        ("1.234", ",", "JPY", 1_234),
        ("1.234", ".", "KWD", 1_234),
        ("+5,00 €", ",", "EUR", 500),
    ],
)
def test_amounts_are_read_as_people_of_that_country_write_them(text, decimal, currency, cents):
    found = tables.Table(["Date", "Amount"], [["04/05/2026", text]])
    layout = tables.Layout(day=0, amount=1, decimal=decimal)
    assert tables.read(found, layout, currency=currency).lines[0].cents == cents


@pytest.mark.parametrize(
    ("day", "amount", "decimal"),
    [
        ("04.05.2026", "12.50", ","),  # never 1250
        ("04.05.2026", "1.234", "."),  # a thousandth of a euro
        ("31.02.2026", "12,50", ","),
        ("May", "12,50", ","),
        ("04.05.2026", "twelve", ","),
    ],
)
def test_a_row_that_may_mean_something_else_is_refused_by_its_number(day, amount, decimal):
    found = tables.Table(["Date", "Amount"], [["04.05.2026", "1" + decimal + "00"], [day, amount]])
    with pytest.raises(RowUnreadable, match="Row 2"):
        tables.read(found, tables.Layout(day=0, amount=1, decimal=decimal), currency="EUR")


@pytest.mark.parametrize("content", [b"", b"one word", b"\x00\x01;\x00\n1;2", b"PK\x03\x04;\x00"])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(FileUnreadable):
        tables.table(content)


def test_a_table_too_long_is_refused():
    with pytest.raises(FileTooLong):
        tables.table(b"day;amount\n" + b"1;2\n" * (MOST_LINES + 1))
