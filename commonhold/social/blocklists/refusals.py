from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class OnlyForMembers(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Lists of other servers are read by members, who decide about them."))


class NoSuchList(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such list, or it is no longer read here."))


class ListNeedsAName(Refusal):
    def __init__(self, most: int) -> None:
        words = _(
            "Please give the list a name of at most {most} characters, so that others know whose it is."
        )
        super().__init__(words, field="name", most=most)


class NoAddressOfAList(Refusal):
    def __init__(self) -> None:
        words = _(
            "Please give an address that begins with https://, or paste the list, or bring it as a file."
        )
        super().__init__(words, field="url")


class ListIsReadAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This list is read here already."), field="url")


class TooManyLists(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("We read {most} lists at most. Please drop one that nobody uses."), most=most)


class ListTooLong(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("A list may have {most} lines at most."), field="text", most=most)


class NothingListed(Refusal):
    def __init__(self) -> None:
        words = _(
            "No server could be read in this list. Please bring CSV as Mastodon exports it, or a name a line."
        )
        super().__init__(words, field="text")
