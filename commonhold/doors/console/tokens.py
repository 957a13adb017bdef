"""`commonhold tokens`: let a program act for somebody, without a browser."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.rights.actions import let_program_in
from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.doors.console.proposals import rfc3339
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation import test_mode
from commonhold.ground.installation.queries import must_be_founded
from commonhold.social.apps import actions as apps
from commonhold.social.apps import queries
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer

_MINTING = """\
Print a token with which a program acts for NAME. It is printed this once, and holds until it is revoked
here or by her: she sees it among her apps, under the name "commonhold".
"""


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("tokens", help="let a program act for somebody").add_subparsers(
        dest="verb", required=True
    )
    minting = verbs.add_parser("mint", help="make a token and print it", description=_MINTING)
    minting.add_argument("name", metavar="NAME")
    minting.add_argument(
        "--scopes",
        nargs="+",
        required=True,
        metavar="SCOPE",
        help="what it may do, as read write follow push",
    )
    minting.add_argument("--value", metavar="LITERAL", help="this text instead of chance (in test mode only)")
    minting.add_argument(
        "--because",
        metavar="WORDS",
        default="",
        help="why; in a real co-op she reads it, or that no reason was given, among who looked at her data",
    )
    minting.set_defaults(run=mint)
    listing = verbs.add_parser("list", help="the tokens that were minted for somebody, without their text")
    listing.add_argument("name", metavar="NAME")
    listing.set_defaults(run=show_all)
    revoking = verbs.add_parser("revoke", help="take a minted token back")
    revoking.add_argument("name", metavar="NAME")
    revoking.add_argument("--id", type=int, required=True, help="as “tokens list” shows it")
    revoking.set_defaults(run=revoke)


def mint(args: argparse.Namespace) -> Answer:
    """`{handle, scopes, token}`; for people the token alone, so that a script can keep it."""
    if args.value is not None:
        test_mode.must_be_on(
            _("Only a co-op founded with --test-mode takes a token that somebody chose. Nothing was made.")
        )
    who = people.by_handle(ANYONE, args.name)
    scopes = " ".join(args.scopes).replace(",", " ")
    wanted = {"person_id": who.id, "scopes": scopes, "value": args.value, "now": clock.now()}
    if args.because or must_be_founded().is_real:
        words = args.because or _("At the server's console, where no reason was given.")
        token = let_program_in(**wanted, words=words)
    else:
        token = apps.mint_token(**wanted)
    return Answer({"handle": who.handle, "scopes": scopes.split(), "token": token}, text=token)


def show_all(args: argparse.Namespace) -> list[dict[str, Any]]:
    """`[{id, scopes, since, used_on}]`, newest first."""
    who = people.by_handle(ANYONE, args.name)
    return [
        {
            "id": each.id,
            "scopes": list(each.scopes),
            "since": rfc3339(each.since),
            "used_on": None if each.used_on is None else each.used_on.isoformat(),
        }
        for each in queries.minted_for(Viewer(who.id))
    ]


def revoke(args: argparse.Namespace) -> dict[str, Any]:
    """`{handle, revoked}`: the id of the token that holds no more."""
    who = people.by_handle(ANYONE, args.name)
    apps.revoke_minted(person_id=who.id, token_id=args.id)
    return {"handle": who.handle, "revoked": args.id}
