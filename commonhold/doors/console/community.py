"""`commonhold community`: a whole community moves in from a server of its own."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from commonhold.civic.moderation import actions as moderation
from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.queries import must_be_founded
from commonhold.social.arrivals import actions, bringing, queries
from commonhold.social.arrivals.queries import CommunityView

_MOST_SHOWN = 20
_BRINGING = """\
Bring along everybody of a server of your own, with their posts: from copies of its tables, which
docs/running/community.md says how to make. Nobody is told, nobody can sign in before she claims her page, and
all of it can be taken back. Begun again it goes on where it stopped, and nothing comes twice.
"""


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("community", help="bring a whole community along").add_subparsers(
        dest="verb", required=True
    )
    for name, words, run in (
        ("preview", "what would come along; writes nothing", preview),
        ("import", "bring along what is not here yet", bring),
    ):
        reading = verbs.add_parser(name, help=words, description=_BRINGING)
        reading.add_argument(
            "folder", metavar="FOLDER", type=Path, help="where accounts.csv and the others lie"
        )
        reading.add_argument("--media", metavar="DIR", type=Path, help="its files (default: FOLDER/media)")
        reading.add_argument(
            "--domain", metavar="NAME", default="", help="the server's name, if no post says it"
        )
        reading.set_defaults(run=run)
    for name, words, run in (
        ("invite", "send everybody a link to claim her page, a hundred every ten minutes", invite),
        ("undo", "take back whoever has not claimed her page", undo),
    ):
        acting = verbs.add_parser(name, help=words)
        acting.add_argument("domain", metavar="DOMAIN")
        acting.set_defaults(run=run)
    freeing = verbs.add_parser("free", help="end a suspension that somebody brought along")
    freeing.add_argument("name", metavar="NAME", help="her @name here")
    freeing.add_argument("--because", metavar="WORDS", required=True, help="why; she reads it")
    freeing.set_defaults(run=free)
    verbs.add_parser("status", help="how far each community is").set_defaults(run=status)


def preview(args: argparse.Namespace) -> dict[str, Any]:
    """`{domain, keeps_addresses, people, posts, left_out, …}`, in counts."""
    must_be_founded()
    return vars(bringing.preview(args.folder, media=args.media, domain=args.domain))


def bring(args: argparse.Namespace) -> Answer:
    """`{domain, state, counts, remarks, …}`; exit 1 where it was taken back meanwhile."""
    must_be_founded()
    community_id = bringing.bring_community(
        args.folder, media=args.media, domain=args.domain, clock=clock.now, tell=_tell
    )
    found = next(each for each in queries.communities() if each.id == community_id)
    return Answer(vars(found), ok=found.state == "done", text=_text(found))


def invite(args: argparse.Namespace) -> dict[str, Any]:
    """`{to_be_sent}`: how many get a mail now, as the server goes on."""
    must_be_founded()
    return {"to_be_sent": actions.invite_community(args.domain.lower(), now=clock.now())}


def undo(args: argparse.Namespace) -> dict[str, Any]:
    """`{taken_back}`: how many people."""
    must_be_founded()
    return {"taken_back": bringing.undo_community(args.domain.lower(), clock=clock.now, tell=_tell)}


def free(args: argparse.Namespace) -> dict[str, Any]:
    """`{freed}`: the name."""
    must_be_founded()
    moderation.free_at_console(args.name, words=args.because, now=clock.now())
    return {"freed": args.name}


def status(_args: argparse.Namespace) -> dict[str, Any]:
    """`{communities: [{domain, state, counts, people, invited, claimed, hidden, gone, …}]}`."""
    must_be_founded()
    return {"communities": [vars(each) for each in queries.communities()]}


def _tell(step: str, done: int) -> None:
    print(f"{step}: {done}", end="\r", file=sys.stderr, flush=True)


def _text(found: CommunityView) -> str:
    lines = [f"{found.domain}: {found.state}", *(f"{name}: {count}" for name, count in found.counts.items())]
    lines += [f"{about}: {words}" for about, words in found.remarks[:_MOST_SHOWN]]
    if len(found.remarks) > _MOST_SHOWN:
        lines.append(f"… and {len(found.remarks) - _MOST_SHOWN} more (--json)")
    return "\n".join(lines)
