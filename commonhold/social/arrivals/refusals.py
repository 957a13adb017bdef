"""What this room says no to, in people's words. Whatever it is: nothing was written."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NotACopy(Refusal):
    def __init__(self, folder: str, missing: str) -> None:
        words = _(
            "“{missing}” is not in {folder}. The guide, docs/running/community.md, has the commands that "
            "copy each table. Nothing was written."
        )
        super().__init__(words, folder=folder, missing=missing)


class ColumnsMissing(Refusal):
    def __init__(self, filename: str, columns: Sequence[str]) -> None:
        words = _(
            "{filename} has no column {columns}. Copy the table again with the command of the guide, which "
            "writes the names of the columns on top. Nothing was written."
        )
        super().__init__(words, filename=filename, columns=", ".join(columns))


class HalfAFile(Refusal):
    def __init__(self, filename: str, line: int) -> None:
        words = _(
            "{filename} stops in the middle of line {line}, or was changed there. Copy that table again. "
            "Nothing was written."
        )
        super().__init__(words, filename=filename, line=line)


class NotUnicode(Refusal):
    def __init__(self, filename: str, line: int) -> None:
        words = _(
            "{filename} is not in UTF-8, as line {line} shows. Copy that table again as the guide says. "
            "Nothing was written."
        )
        super().__init__(words, filename=filename, line=line)


class TooLong(Refusal):
    def __init__(self, filename: str, line: int) -> None:
        words = _(
            "{filename}, line {line}: something there is longer than any server writes. Copy that table "
            "again, or mend the line. Nothing was written."
        )
        super().__init__(words, filename=filename, line=line)


class CopyUnreadable(Refusal):
    def __init__(self, why: str) -> None:
        words = _(
            "The copy can't be read, or there is no room to lay it beside: {why}. Mend that and begin again. "
            "Nothing was written."
        )
        super().__init__(words, why=why)


class WrongValue(Refusal):
    def __init__(self, filename: str, line: int, column: str) -> None:
        words = _("{filename}, line {line}: “{column}” can't be read. Nothing was written.")
        super().__init__(words, filename=filename, line=line, column=column)


class NobodyComes(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no account of that server's own in accounts.csv. Nothing was written."))


class NoDomain(Refusal):
    def __init__(self) -> None:
        words = _(
            "No post says which server this is a copy of. Say it with --domain NAME. Nothing was written."
        )
        super().__init__(words)


class NoSuchCommunity(NotFound):
    def __init__(self) -> None:
        super().__init__(_("No community was brought along from there."))


class ComesUndone(Refusal):
    def __init__(self) -> None:
        words = _("This community is just being taken back. Let that end first: commonhold community undo.")
        super().__init__(words)


class NotWhole(Refusal):
    def __init__(self) -> None:
        words = _("It is not whole yet. Let it end first: commonhold community import FOLDER goes on.")
        super().__init__(words)


class NoSuchLink(NotFound):
    def __init__(self) -> None:
        words = _(
            "This link holds no more: it was used, or its days are over. If your page still waits, have a "
            "new link sent to your address."
        )
        super().__init__(words)


class NotSuspendedThere(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Nobody of that name waits here who was suspended where she came from."))


class AddressInUse(Refusal):
    def __init__(self) -> None:
        words = _(
            "Somebody signs in here with this address already, so it can't open a second account. If that is "
            "you, give that account another address under Settings, and open this link again. Nothing is "
            "lost."
        )
        super().__init__(words)


class FileMissing(Refusal):
    def __init__(self, filename: str) -> None:
        super().__init__(_("{filename} is not among the files. All else came."), filename=filename[:80])


class FileUnreadable(Refusal):
    def __init__(self, filename: str, why: str) -> None:
        words = _("{filename} can't be read: {why}. It stays behind; all else came.")
        super().__init__(words, filename=filename[:80], why=why)


class Stopped(Refusal):
    def __init__(self, why: str) -> None:
        words = _(
            "It stopped, since the disk or a folder did not do what was asked: {why}. What came until then "
            "is here. Mend that and import once more: it goes on there, and nothing comes twice."
        )
        super().__init__(words, why=why)
