"""Every page of the sample co-op, by who can open it. `left_out` tells which are in none of these lists."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from tests.journeys.walking import Visitor
from tests.served import Coop

_OPEN = (
    "/",
    "/join",
    "/charter",
    "/charter/texts/bylaws",
    "/decide",
    "/decide?in=talk",
    "/decide?in=decided",
    "/decide/before",
    "/decide/roles",
    "/meetings",
    "/meetings?in=past",
    "/roadmap",
    "/roadmap?in=planned&q=shelf",
    "/roadmap/shipped",
    "/credit/about",
    "/money",
    "/money/entries",
    "/money/budget",
    "/money/books",
    "/money/hosting",
    "/money/periods",
    "/money/shares",
    "/money/shares/offers",
    "/money/sponsors",
    "/money/sponsors/new",
    "/money/sponsors/sent",
    "/exchange",
    "/exchange?q=room&km=30",
    "/exchange/of/ivo",
    "/exchange/collections",
    "/money/splits",
    "/money/sharing",
    "/money/work",
    "/cases",
    "/labelers",
    "/report/unlawful",
    "/record",
    "/record/3",
    "/peers",
    "/@ada",
    "/@ada/replies",
    "/@kira/media",
    "/@ada/followers",
    "/@ada/following",
    "/@eve@elsewhere.example",
    "/about",
    "/about/components",
    "/about/keyboard",
    "/about/data",
    "/account/lost",
    "/arrive",
    "/about/servers",
    "/about/servers/on/elsewhere.example",
    "/more",
    "/tags/seeds",
    "/collections",
    "/discover",
    "/feeds/commons",
    "/feeds/bridging",
    "/emoji",
    "/search",
    "/search?q=seeds+-bread",
    "/search?q=a&what=people",
    "/search?q=seed&what=groups",
    "/search?q=seed&what=tags",
    "/search?q=the&what=proposals",
)
_FIRST = {  # pages that are reached from a list: the list, and what its links look like
    "/": "main .post-time a",
    "/collections": "main .collection-line a",
    "/@kira": "main .post:has(.media) .post-time a",
    "/meetings?in=past": "main .card-title a",
    "/roadmap": "main .card-title a",
    "/money/sponsors": "main .card-title a",
    "/money/shares/offers": "main .card-title a",
    "/money/splits": "main a[href^='/money/splits/']",
    "/money": "main a[href^='/money/entries/']",
    "/money/entries": "main a[href^='/money/dues/']",
    "/money/entries?": "main a[href^='/money/costs/']",
    "/money/books": "main a[href^='/money/report/']",
}
_STRANGERS = (
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/nowhere",
)
_TREASURERS = (
    "/local",
    "/all",
    "/catch-up",
    "/catch-up?days=7",
    "/members",
    "/holders",
    "/winding-down",
    "/open-data",
    "/operate",
    "/members/12",
    "/credit",
    "/credit/pay",
    "/credit/pay?to=ada&minutes=0:45&words=Receipts",
    "/credit/reverse",
    "/compose",
    "/bookmarks",
    "/drafts",
    "/scheduled",
    "/settings/profile",
    "/settings",
    "/settings/circle",
    "/settings/writing",
    "/settings/apps",
    "/settings/sign-in",
    "/settings/profiles",
    "/settings/agreements",
    "/me/follow-requests",
    "/@ben/followers",
    "/@hana/followers?known=1",
    "/@finn",
    "/@finn/note",
    "/@finn/remove-follower",
    "/me/found",
    "/me/privacy",
    "/me/privacy/as/stranger",
    "/me/privacy/as/member",
    "/me/privacy/as/follower",
    "/me/privacy/as/server",
    "/me/consents",
    "/me/looked",
    "/me/recovery",
    "/join/panel/lost",
    "/settings/import",
    "/settings/import/people",
    "/me/export",
    "/me/erase",
    "/@ben",
    "/notifications",
    "/settings/filters",
    "/reports",
    "/juries/elsewhere",
    "/moderation/reports",
    "/about/federation/queue",
    "/about/servers/lists",
    "/moderation/law",
    "/moderation/newcomers",
    "/settings/filters/new",
    "/settings/breaks",
    "/labels",
    "/labels/new?about=server:elsewhere.example",
    "/labelers/new",
    "/lists",
    "/feeds",
    "/feeds/new",
    "/feeds/new?as=text",
    "/welcome",
    "/welcome/interests",
    "/welcome/company",
    "/welcome/friends",
    "/welcome/yourself",
    "/welcome/news",
    "/messages",
    "/messages/requests",
    "/messages/settings",
    "/messages/new?to=ada",
    "/collections/new",
    "/@ada/lists",
    "/members/leave",
    "/moving-in",
    "/money/mine",
    "/money/mine/bank",
    "/money/share",
    "/money/sharing/preview?rule=equal_share_v1",
    "/money/desk",
    "/money/desk/statements",
    "/money/desk/unassigned",
    "/money/desk/runs",
    "/money/desk/returned",
    "/money/sponsors/desk",
    "/settings/sponsors",
    "/exchange/new",
    "/exchange/mine",
    "/exchange/collections/new",
    "/exchange/agreements",
    "/exchange/agreements?in=over",
    "/exchange/duties",
    "/money/shares/mine",
    "/money/shares/list",
    "/money/shares/desk",
    "/money/desk/cards",
    "/money/mine/years/2030",
    "/money/bills",
    "/money/bills/new",
    "/money/costs/recurring",
    "/decide/new",
    "/decide/new?change=treasury.dues_cents",
    "/decide/new?range=governance.voting_days",
    "/decide/new?kind=resolve",
    "/decide/new?kind=budget-line",
    "/decide/new?kind=share-offer",
    "/decide/new?kind=write-down",
    "/decide/new?kind=appoint",
    "/decide/new?kind=choice",
    "/decide/new?kind=election",
    "/decide/new?kind=move",
    "/decide/new?kind=end-class",
    "/decide/new?change=classes.table&class_key=workers",
    "/decide/new?change=deciding.rules",
    "/decide/new?change=contributions.rule",
    "/decide/new?number=treasury.dues_cents",
    "/decide/mine",
    "/decide/delegate",
    "/account/email/",
    "/account/password/change/",
)


_MODERATORS = (
    "/meetings/new",
    "/roadmap/new",
    "/roadmap/vote",
    "/groups",
    "/groups/new",
    "/g/garden",
    "/g/garden/events",
    "/g/mending/edit",
    "/g/mending/requests",
    "/events",
    "/events?in=past",
    "/events/new",
    "/settings",
    "/settings/blocks",
    "/settings/language",
    "/settings/mutes",
    "/settings/notifications",
    "/settings/profiles",
    "/settings/elsewhere",
    "/settings/servers",
    "/notifications/requests",
    "/@ben/block",
    "/@ben/mute",
    "/money/fund",
    "/join/panel",
    "/members/register",
    "/members/12/hearing",
    "/offline",
)
_LINKED = {  # pages that are reached from others: where, and how their addresses look
    "ada": {
        "/tags/seeds": r"/money/sponsors/\d+/why\?at=.+",  # before she was shown as many ads as a day has
        "/tags/seeds?": r"/money/sponsors/of/\d+",
        "/events": r"/events/\d+",
        "/exchange": r"/exchange/\d+",
        "/exchange/mine": r"/exchange/\d+",
        "/exchange/agreements": r"/exchange/agreements/\d+",
        "/exchange/agreements?in=over": r"/exchange/agreements/\d+",
        "/join/panel": r"/join/panel/\d+",
        "/members": r"/members/\d+",
        "/moving-in": r"/moving-in/\d+",
        "/join": r"/members/hearings/\d+",
        "/meetings": r"/meetings/\d+",
        "/money/bills": r"/money/bills/\d+",
        "/money/share": r"/money/share/\d{4}-\d\d",
        "/meetings?in=past": r"/meetings/\d+",
        "/roadmap": r"/roadmap/\d+",
        "/g/garden": r"/g/garden/elections/\d+",
        "/g/mending/members": r"/g/mending/members/\d+",
        "/lists": r"/lists/\d+",
        "/settings/filters": r"/settings/filters/\d+",
        "/@ben": r"/report\?about=post:\d+",
        "/measures": r"/juries/\d+",
        "/moderation/cases": r"/moderation/cases/\d+",
        "/cases": r"/cases/\d+",
        "/labelers": r"/labelers/\d+",
        "/labels": r"/labels/\d+",
    },
    "caro": {"/g/garden/posts": r"/g/garden/posts/\d+", "/roadmap?q=evening": r"/roadmap/\d+"},
}
_AND = {r"/events/\d+": ("/edit",), r"/lists/\d+": ("/people",)}
_AND_OF = {  # the same, for what is to come and what is over
    "/exchange": ("/ask",),
    "/exchange/mine": ("/edit",),
    "/roadmap?q=evening": ("/edit",),
    "/meetings": ("/edit", "/agenda"),
    "/meetings?in=past": ("/minutes", "/minutes/write", "/reports/treasurer", "/reports/board"),
}


def pages_of(visitor: Visitor, name: str | None) -> list[str]:
    """The addresses that a stranger walks through, or Ben with his desk, Ada or Caro with their groups."""
    if name in _LINKED:
        return _of_moderator(visitor, name)
    found = [*_OPEN, *(_TREASURERS if name else _STRANGERS), *_one_proposal_of_each_state(visitor.coop)]
    for page, links in _FIRST.items():
        visitor.goes_to(page)
        found.append(str(visitor.page.locator(links).first.get_attribute("href")))
    if name:
        visitor.goes_to(f"/@{name}")
        mine = str(visitor.page.locator("main .post-time a").first.get_attribute("href"))
        found.extend([mine, *(f"{mine}/{way}" for way in ("edit", "history", "quotes", "remove"))])
        found.append(str(visitor.page.locator("main .medium-alt a").first.get_attribute("href")))
        found += _of_desk(visitor)
        visitor.goes_to("/messages")
        found.append(str(visitor.page.locator("main .talk-line a").first.get_attribute("href")))
        found.append(_question_of_an_app(visitor))
        visitor.goes_to("/join")
        found.append(_first_that_looks(visitor, r"/join/\d+"))
        visitor.goes_to("/credit")
        found += [_first_that_looks(visitor, rf"/credit/{each}/\d+") for each in ("with", "payments")]
    return found


def _of_desk(visitor: Visitor) -> list[str]:
    """A statement to be looked at and one that is booked, a table whose columns are asked for, and a run."""
    found = []
    for page in ("/money/desk/statements", "/money/desk/runs"):
        visitor.goes_to(page)
        links = visitor.page.locator("main .card-title a").all()
        found += [str(each.get_attribute("href")) for each in links]
    visitor.goes_to("/money/desk/statements")
    table = {"name": "other-bank.csv", "mimeType": "text/csv", "buffer": b"When,How much\n1/5/2030,2.50\n"}
    visitor.page.set_input_files("input[type=file]", table)  # type: ignore[arg-type]  # a file's three facts
    visitor.presses("Look at it")
    visitor.sees("What stands in which column?")
    return [*found, visitor.page.url.removeprefix(visitor.coop.url)]


def _question_of_an_app(visitor: Visitor) -> str:
    nowhere = "urn:ietf:wg:oauth:2.0:oob"
    app = visitor.page.request.post("/api/v1/apps", data={"client_name": "Tusk", "redirect_uris": nowhere})
    asked = {"client_id": app.json()["client_id"], "redirect_uri": nowhere, "response_type": "code"}
    return f"/oauth/authorize?{urlencode(asked)}"


def _of_moderator(visitor: Visitor, name: str) -> list[str]:
    found = list(_MODERATORS) if name == "ada" else _of_ordered_feed(visitor)
    for page, looks in _LINKED[name].items():
        visitor.goes_to(page)
        found += [page, _first_that_looks(visitor, looks)]
        found += [found[-1] + each for each in _AND.get(looks, ()) + _AND_OF.get(page, ())]
        if page == "/meetings":
            visitor.goes_to(found[-1])
            found.append(str(visitor.page.locator("main .agenda a").first.get_attribute("href")))
    return found


def _of_ordered_feed(visitor: Visitor) -> list[str]:
    """The home that a feed of her own orders, why a post stands there, and the feed's own pages."""
    visitor.goes_to("/feeds")
    if not visitor.page.locator("main .card-title a").count():
        visitor.goes_to("/feeds/new")
        visitor.fills(title="Friends first")
        visitor.presses("Keep it")
        visitor.presses("Use it")
        visitor.sees("Ordered by")
        visitor.goes_to("/feeds")
    edit = _first_that_looks(visitor, r"/feeds/\d+")
    document = _first_that_looks(visitor, r"/feeds/documents/[0-9a-f]{64}")
    visitor.goes_to("/")
    return ["/", _first_that_looks(visitor, r"/feeds/why/\d+"), edit, document]


def _first_that_looks(visitor: Visitor, looks: str) -> str:
    """The first address on the page that is wholly of this form."""
    links = [each.get_attribute("href") or "" for each in visitor.page.locator("main a[href]").all()]
    return next(each for each in links if re.fullmatch(looks, each))


def _one_proposal_of_each_state(coop: Coop) -> list[str]:
    states = {each["state"]: each["id"] for each in coop.console("proposals", "list")}
    latest = next(iter(states.values()))
    talk = [f"/decide/{latest}/talk{way}" for way in ("", "/statements", "/amendments")]
    return [*(f"/decide/{each}" for each in states.values()), *talk]
