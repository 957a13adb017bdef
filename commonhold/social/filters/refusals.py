"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchFilter(NotFound):
    """There is none, or it is somebody else's: the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("This filter isn't here. It may have been deleted."))


class TitleLength(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("A filter's name has between 1 and {longest} characters. What you typed is still here.")
        super().__init__(words, field="title", longest=longest)


class NothingToFilter(Refusal):
    def __init__(self) -> None:
        words = _("Write at least one word or phrase. What you typed is still here.")
        super().__init__(words, field="phrases")


class PhraseNotAllowed(Refusal):
    """Too long, or nothing that anybody could read."""

    def __init__(self, phrase: str, longest: int) -> None:
        words = _(
            "“{phrase}” can't be looked for: a phrase has between 1 and {longest} characters that can be "
            "seen. What you typed is still here."
        )
        super().__init__(words, field="phrases", phrase=phrase[:40], longest=longest)


class TooManyPhrases(Refusal):
    def __init__(self, most: int) -> None:
        words = _("One filter has room for {most} words and phrases. Make another one for the rest.")
        super().__init__(words, field="phrases", most=most)


class TooManyPosts(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("One filter has room for {most} posts. Make another one for the rest."), most=most)


class NoPlace(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose at least one place where this filter applies."), field="places")


class EndHasPassed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("That time has passed already. Choose a later one."), field="lasts")


class TooManyFilters(Refusal):
    def __init__(self, most: int) -> None:
        words = ngettext(
            "You have {most} filter already. Delete it first; nothing was changed.",
            "You have {most} filters already. Delete one first; nothing was changed.",
            most,
        )
        super().__init__(words, most=most)
