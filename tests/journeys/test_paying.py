"""From a bank's file to a payout file: the treasurers' way through the desk, in the browser."""

from __future__ import annotations

from typing import Any

from tests.journeys.conftest import Visit
from tests.served import Coop


def brings(treasurer: Any, name: str, text: str) -> None:
    treasurer.goes_to("/money/desk/statements")
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    treasurer.page.set_input_files("input[type=file]", file)
    treasurer.presses("Look at it")


def test_a_statement_is_matched_and_a_run_is_approved_filed_and_paid(demo: Coop, visit: Visit) -> None:
    ben = visit(demo, "ben")
    ben.goes_to("/money/desk")
    ben.follows("Look at them")
    ben.follows("account-this-week.csv")
    ben.sees("Nothing of it is booked yet.")
    ben.presses("Book it")
    ben.sees("movements are in the books")
    ben.follows("What waits to be assigned")
    ben.page.wait_for_url("**/money/desk/unassigned")
    if ben.page.get_by_role("heading", name="Why do you look?").count():
        ben.says_why()  # on some days of a month something older waits as well
    ben.sees("Garden centre")
    waiting = ben.page.locator("article", has_text="Garden centre")
    waiting.locator("summary").click()
    waiting.get_by_role("button", name="Other income").click()
    ben.sees("It is assigned.")
    ben.sees_no("Garden centre")

    ben.goes_to("/money/desk/runs")
    ben.page.locator("main .card-title a").first.click()
    ben.sees("1 more must answer for it")
    run = ben.page.url
    ada = visit(demo, "ada")
    ada.goes_to(run)
    ada.presses("Approve")
    ada.sees("You answer for it too.")
    ben.goes_to(run)
    ben.presses("Make the file")
    ben.follows("Download the file")
    ben.says_why()
    with ben.page.expect_download() as download:
        ben.follows("Download the file")
    text = download.value.path().read_text()
    assert download.value.suggested_filename.endswith(".xml")
    assert "pain.001.001.03" in text
    assert "GB29NWBK60161331926819" in text
    ben.presses("The bank has it")
    ben.sees("The next bank statement confirms each payment by itself.")
    ben.presses("All of it is paid")
    ben.sees("All of it is in the books.")


def test_a_table_of_a_new_bank_is_read_once_its_columns_are_said(demo: Coop, visit: Visit) -> None:
    ben = visit(demo, "ben")
    brings(ben, "other.csv", "Booked on,Paid in,Paid out,Details\n04/05/2030,12.50,,From a friend\n")
    ben.sees("What stands in which column?")
    ben.page.get_by_label("The amount").select_option("no column")
    ben.page.get_by_label("What came in").select_option("Paid in")
    ben.page.get_by_label("What went out").select_option("Paid out")
    ben.page.get_by_label("How amounts are written").select_option("1,234.56")
    ben.presses("Read it so")
    ben.sees("From a friend")
    ben.sees("12.50")
    assert ben.fits()


def test_she_says_where_she_is_paid_and_reads_how_to_pay(demo: Coop, visit: Visit) -> None:
    caro = visit(demo, "caro")
    caro.goes_to("/money/mine")
    caro.sees("DE89 3704 0044 0532 0130 00")
    caro.follows("Say where you are paid")
    caro.page.get_by_label("IBAN").fill("GB29 NWBK 6016 1331 9268 18")
    caro.page.get_by_label("Whose account").fill("Caro")
    caro.presses("Save")
    caro.sees("This IBAN is not right")
    caro.page.get_by_label("IBAN").fill("GB29 NWBK 6016 1331 9268 19")
    caro.presses("Save")
    caro.sees("GB29 NWBK 6016 1331 9268 19")
