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
    "/meetings",
    "/meetings?in=past",
    "/roadmap",
    "/roadmap?in=planned&q=shelf",
    "/roadmap/shipped",
    "/money",
    "/money/entries",
    "/money/budget",
    "/record",
    "/record/3",
    "/@ada",
    "/@ada/replies",
    "/@kira/media",
    "/@ada/followers",
    "/@ada/following",
    "/about",
    "/about/components",
    "/about/keyboard",
    "/more",
    "/tags/seeds",
    "/collections",
    "/discover",
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
    "/money": "main a[href^='/money/entries/']",
    "/money/entries": "main a[href^='/money/dues/']",
    "/money/entries?": "main a[href^='/money/costs/']",
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
    "/members/12",
    "/compose",
    "/bookmarks",
    "/drafts",
    "/scheduled",
    "/settings/profile",
    "/settings",
    "/settings/circle",
    "/settings/writing",
    "/settings/apps",
    "/settings/profiles",
    "/settings/agreements",
    "/me/follow-requests",
    "/@ben/followers",
    "/@hana/followers?known=1",
    "/@finn",
    "/@finn/note",
    "/@finn/remove-follower",
    "/me/found",
    "/settings/import",
    "/@ben",
    "/notifications",
    "/settings/filters",
    "/reports",
    "/moderation/reports",
    "/settings/filters/new",
    "/lists",
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
    "/money/mine",
    "/money/desk",
    "/money/bills",
    "/money/bills/new",
    "/decide/new",
    "/decide/new?change=treasury.dues_cents",
    "/decide/new?range=governance.voting_days",
    "/decide/new?kind=resolve",
    "/decide/new?kind=budget-line",
    "/decide/new?kind=appoint",
    "/decide/new?kind=choice",
    "/decide/new?kind=election",
    "/decide/new?kind=move",
    "/decide/new?kind=end-class",
    "/decide/new?change=classes.table&class_key=workers",
    "/decide/new?change=deciding.rules",
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
    "/settings/servers",
    "/notifications/requests",
    "/@ben/block",
    "/@ben/mute",
    "/money/fund",
    "/offline",
)
_LINKED = {  # pages that are reached from others: where, and how their addresses look
    "ada": {
        "/events": r"/events/\d+",
        "/meetings": r"/meetings/\d+",
        "/money/bills": r"/money/bills/\d+",
        "/meetings?in=past": r"/meetings/\d+",
        "/roadmap": r"/roadmap/\d+",
        "/g/garden": r"/g/garden/elections/\d+",
        "/g/mending/members": r"/g/mending/members/\d+",
        "/lists": r"/lists/\d+",
        "/settings/filters": r"/settings/filters/\d+",
        "/@ben": r"/report\?about=post:\d+",
    },
    "caro": {"/g/garden/posts": r"/g/garden/posts/\d+"},
}
_AND = {r"/events/\d+": ("/edit",), r"/lists/\d+": ("/people",), r"/roadmap/\d+": ("/edit",)}
_AND_OF = {  # the same, for what is to come and what is over
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
        visitor.goes_to("/messages")
        found.append(str(visitor.page.locator("main .talk-line a").first.get_attribute("href")))
        found.append(_question_of_an_app(visitor))
        visitor.goes_to("/join")
        found.append(str(visitor.page.locator("main a[href^='/join/']").first.get_attribute("href")))
    return found


def _question_of_an_app(visitor: Visitor) -> str:
    nowhere = "urn:ietf:wg:oauth:2.0:oob"
    app = visitor.page.request.post("/api/v1/apps", data={"client_name": "Tusk", "redirect_uris": nowhere})
    asked = {"client_id": app.json()["client_id"], "redirect_uri": nowhere, "response_type": "code"}
    return f"/oauth/authorize?{urlencode(asked)}"


def _of_moderator(visitor: Visitor, name: str) -> list[str]:
    found = list(_MODERATORS) if name == "ada" else []
    for page, looks in _LINKED[name].items():
        visitor.goes_to(page)
        links = [each.get_attribute("href") or "" for each in visitor.page.locator("main a[href]").all()]
        found += [page, next(each for each in links if re.fullmatch(looks, each))]
        found += [found[-1] + each for each in _AND.get(looks, ()) + _AND_OF.get(page, ())]
        if page == "/meetings":
            visitor.goes_to(found[-1])
            found.append(str(visitor.page.locator("main .agenda a").first.get_attribute("href")))
    return found


def _one_proposal_of_each_state(coop: Coop) -> list[str]:
    states = {each["state"]: each["id"] for each in coop.console("proposals", "list")}
    latest = next(iter(states.values()))
    talk = [f"/decide/{latest}/talk{way}" for way in ("", "/statements", "/amendments")]
    return [*(f"/decide/{each}" for each in states.values()), *talk]
