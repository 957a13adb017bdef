from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commonhold.ground import ids
from commonhold.ground.ledger import queries
from commonhold.ground.ledger.codes import is_account_code, must_be_code
from commonhold.ground.ledger.currencies import EXPONENTS, decimal_text
from commonhold.ground.ledger.entry import Draft, Leg
from commonhold.ground.ledger.guards import CLOSED
from commonhold.ground.ledger.models import (
    LARGEST_AMOUNT,
    LONGEST_NARRATION,
    Account,
    LegRow,
    Narration,
    Seal,
    Transaction,
)
from commonhold.ground.prepared import Prepared
from commonhold.ground.refusal import Refusal
from commonhold.ground.writes import Insert


def open_account(code: str, *, name: str, at: datetime) -> int:
    """Open an account such as "assets:bank" and return its id; one that is open already stays as it is."""
    if not is_account_code(code):
        raise Refusal(
            _(
                "“{code}” cannot name an account. A name such as “assets:bank” can: it begins with assets, "
                "liabilities, equity, income or expenses."
            ),
            code=code,
        )
    account, _opened = Account.objects.get_or_create(
        code=code, defaults={"id": ids.new_id(at), "name": name, "opened_at": at}
    )
    return account.id


def post(*, kind: str, key: str, cause: str, legs: Sequence[Leg], at: datetime, narration: str = "") -> int:
    """Post one transaction and return its id; the same key and content again returns the first one's id.

    `at` is when it is posted, not when the bill was written: a later entry never bears an earlier time.
    Raises Refusal when the legs don't balance, an account is not open, the books of that time are closed, or
    the key stands for something else.
    """
    draft = Draft(kind=kind, key=key, cause=cause, legs=legs, at=at, narration=narration)
    return post_many([draft])[0]


def post_many(drafts: Sequence[Draft]) -> list[int]:
    """Post all of `drafts` or none, in one transaction. Returns their ids in order; refuses like `post`."""
    for draft in drafts:
        _must_be_postable(draft)
    try:
        return _post(drafts)
    except IntegrityError as refused:
        if CLOSED in str(refused):
            raise Refusal(
                _("The books of that time are closed. Nothing was posted; book it today, and say what for.")
            ) from None
        # Another connection posted the same key between our look and our insert: now we see it.
        return _post(drafts)


def reverse(transaction_id: int, *, key: str, cause: str, at: datetime, kind: str = "ledger.reversed") -> int:
    """Post the opposite of a transaction and return the new id; a transaction is reversed once.

    Raises NotFound, or Refusal when it was reversed already under another key.
    """
    wrong = queries.entry(transaction_id)
    legs = [Leg(leg.account, -leg.amount, leg.currency) for leg in wrong.legs]
    draft = Draft(kind=kind, key=key, cause=cause, legs=legs, at=at, reverses=wrong.id)
    return post_many([draft])[0]


@transaction.atomic
def erase_narration(transaction_id: int) -> None:
    """Remove the free text beside a transaction. The entry itself stays, and so does every proof."""
    Narration.objects.filter(transaction_id=transaction_id).delete()


@transaction.atomic
def _post(drafts: Sequence[Draft]) -> list[int]:
    is_new = len(drafts) == 1 and not _KNOWN.ids(key=drafts[0].key)
    earlier = {} if is_new else {each.key: each for each in queries.with_keys([each.key for each in drafts])}
    fresh: dict[str, Draft] = {}
    for draft in drafts:
        known = earlier.get(draft.key) or fresh.setdefault(draft.key, draft)
        if known.content != draft.content:
            raise Refusal(
                _("“{key}” was posted already, with other amounts or another cause. Nothing was posted."),
                key=draft.key,
            )
    written = _write(list(fresh.values()))
    return [written.get(each.key) or earlier[each.key].id for each in drafts]


def _write(drafts: Sequence[Draft]) -> dict[str, int]:
    """Transactions, their legs, then the seals that prove them; returns the new ids by key."""
    _must_not_be_reversed_yet(drafts)
    accounts = _open_accounts({leg.account for each in drafts for leg in each.legs})
    new = [(ids.new_id(each.at), each) for each in drafts]
    transactions = [_transaction(id_, each) for id_, each in new]
    legs = [row for id_, each in new for row in _legs(id_, each, accounts)]
    seals = [Seal(id=id_) for id_, _each in new]
    if len(drafts) <= _FEW:
        for row in transactions:
            _TRANSACTION.made(row)
        for leg in legs:
            _LEG.made(leg)
        for seal in seals:
            _SEAL.made(seal)
    else:
        Transaction.objects.bulk_create(transactions)
        LegRow.objects.bulk_create(legs)
        Seal.objects.bulk_create(seals)
    Narration.objects.bulk_create(
        Narration(transaction_id=id_, text=each.narration) for id_, each in new if each.narration
    )
    return {each.key: id_ for id_, each in new}


#: Up to so many entries, plain inserts that were made once cost less than Django's, which it makes anew.
_FEW = 4
_TRANSACTION: Insert[Transaction] = Insert(Transaction)
_LEG: Insert[LegRow] = Insert(LegRow)
_SEAL: Insert[Seal] = Insert(Seal)
_KNOWN = Prepared(lambda *, key: Transaction.objects.filter(key=key).values_list("id"))
_ACCOUNT = Prepared(lambda *, code: Account.objects.filter(code=code).values_list("id"))


def _transaction(id_: int, draft: Draft) -> Transaction:
    return Transaction(
        id=id_,
        at=draft.at,
        kind=draft.kind,
        cause=draft.cause,
        key=draft.key,
        reverses_id=draft.reverses,
        seal_id=id_,
    )


def _legs(id_: int, draft: Draft, accounts: Mapping[str, int]) -> Iterator[LegRow]:
    for position, leg in enumerate(draft.legs):
        yield LegRow(
            id=ids.new_id(draft.at),
            transaction_id=id_,
            position=position,
            account_id=accounts[leg.account],
            amount=leg.amount,
            currency=leg.currency,
        )


def _must_not_be_reversed_yet(drafts: Sequence[Draft]) -> None:
    reversed_ids = [each.reverses for each in drafts if each.reverses is not None]
    if reversed_ids and Transaction.objects.filter(reverses_id__in=reversed_ids).exists():
        raise Refusal(_("That entry was reversed already, so nothing more is needed. Nothing was posted."))


def _open_accounts(codes: set[str]) -> dict[str, int]:
    if len(codes) <= _FEW:
        found = {code: row[0] for code in codes for row in _ACCOUNT.rows(code=code)}
    else:
        found = dict(Account.objects.filter(code__in=codes).values_list("code", "id"))
    for code in sorted(codes - found.keys()):
        raise Refusal(_("There is no account “{code}”. Open it first. Nothing was posted."), code=code)
    return found


def _must_be_postable(draft: Draft) -> None:
    must_be_code(draft.kind, longest=80)
    must_be_code(draft.cause, longest=80)
    must_be_code(draft.key, longest=160)
    if len(draft.narration) > LONGEST_NARRATION:
        raise Refusal(
            _("A note beside an entry has at most {most} characters. Nothing was posted."),
            field="narration",
            most=LONGEST_NARRATION,
        )
    if len(draft.legs) < 2:
        raise Refusal(_("An entry says where an amount comes from and where it goes. Nothing was posted."))
    for leg in draft.legs:
        _must_be_an_amount(leg)
    _must_balance(draft.legs)


def _must_be_an_amount(leg: Leg) -> None:
    if type(leg.amount) is not int:
        raise TypeError(f"an amount is a whole number of minor units, not {leg.amount!r}")
    if leg.currency not in EXPONENTS:
        raise Refusal(
            _("“{currency}” is not a currency we know, such as EUR. Nothing was posted."),
            currency=leg.currency,
        )
    if leg.amount == 0 or abs(leg.amount) > LARGEST_AMOUNT:
        raise Refusal(
            _("An amount must be more than nothing and at most {largest}. Nothing was posted."),
            largest=decimal_text(LARGEST_AMOUNT, leg.currency),
        )


def _must_balance(legs: Sequence[Leg]) -> None:
    totals: Counter[str] = Counter()
    for leg in legs:
        totals[leg.currency] += leg.amount
    for currency, left_over in totals.items():
        if left_over:
            raise Refusal(
                _("The amounts do not balance: {amount} {currency} is left over. Nothing was posted."),
                amount=decimal_text(left_over, currency),
                currency=currency,
            )
