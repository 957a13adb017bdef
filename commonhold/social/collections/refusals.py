"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchCollection(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This collection isn't here. Its curator may have deleted it."))


class NotYourCollection(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only its curator can change this collection. Nothing was changed."))


class TitleLength(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("A collection's name has between 1 and {longest} characters. Nothing was changed.")
        super().__init__(words, field="title", longest=longest)


class SummaryTooLong(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("What you say of it may have {longest} characters. Nothing is lost: shorten it.")
        super().__init__(words, field="summary", longest=longest)


class TooManyCollections(Refusal):
    def __init__(self, most: int) -> None:
        words = _("You have {most} collections already. Delete one first; nothing was changed.")
        super().__init__(words, most=most)


class TooManyAtOnce(Refusal):
    def __init__(self, most: int) -> None:
        words = _("A new collection asks up to {most} people. Nothing was made: ask the others afterwards.")
        super().__init__(words, most=most)


class CollectionIsFull(Refusal):
    def __init__(self, most: int) -> None:
        words = _("A collection has room for {most} people. Nothing was changed: take somebody out first.")
        super().__init__(words, field="handle", most=most)


class AskedAlready(Refusal):
    def __init__(self, name: str) -> None:
        words = _("{name} is in this collection or was asked already. Nothing was changed.")
        super().__init__(words, field="handle", name=name)


class SaidNo(Refusal):
    def __init__(self, name: str) -> None:
        words = _(
            "{name} does not want to be in this collection, and isn't asked again. Nothing was changed."
        )
        super().__init__(words, field="handle", name=name)


class NobodyAskedYou(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Nothing waits for your answer here. The request may have been taken back."))
