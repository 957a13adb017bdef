"""What this room says no to, in people's words. Whatever it is: nothing was brought along."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NotAnArchive(Refusal):
    def __init__(self, filename: str) -> None:
        words = _(
            "“{filename}” is no archive that can be read here. Choose the .zip, .tar.gz or .car file that "
            "your old server gave you, just as it is."
        )
        super().__init__(words, field="archive", filename=filename)


class ArchiveDamaged(Refusal):
    def __init__(self, filename: str) -> None:
        words = _(
            "“{filename}” is damaged or was cut short. Nothing was brought along: download it from your old "
            "server again, and send that."
        )
        super().__init__(words, field="archive", filename=filename)


class ArchiveTooLarge(Refusal):
    def __init__(self, filename: str, *, megabytes: int) -> None:
        words = _("“{filename}” is too large: our charter allows {megabytes} MB, packed or unpacked.")
        super().__init__(words, field="archive", filename=filename, megabytes=megabytes)


class TooManyFiles(Refusal):
    def __init__(self, filename: str, most: int) -> None:
        words = _("“{filename}” holds more than {most} files. Such an archive is not read here.")
        super().__init__(words, field="archive", filename=filename, most=most)


class StrangePath(Refusal):
    def __init__(self, member: str) -> None:
        words = _(
            "The archive holds “{member}”, which wants to lie outside of it. No server makes such archives, "
            "so nothing of it was read."
        )
        super().__init__(words, field="archive", member=member)


class LinkInside(Refusal):
    def __init__(self, member: str) -> None:
        words = _(
            "“{member}” in the archive is no file but a link or a device. No server makes such archives, so "
            "nothing of it was read."
        )
        super().__init__(words, field="archive", member=member)


class LockedMember(Refusal):
    def __init__(self, member: str) -> None:
        words = _("“{member}” in the archive is locked with a password. Send the archive without one.")
        super().__init__(words, field="archive", member=member)


class SameNameTwice(Refusal):
    def __init__(self, member: str) -> None:
        words = _(
            "The archive holds “{member}” twice, and it can't be known which is meant. Download it again."
        )
        super().__init__(words, field="archive", member=member)


class NoOutbox(Refusal):
    def __init__(self, filename: str) -> None:
        words = _(
            "There is no outbox.json in “{filename}”, nor data/tweets.js, nor a .car file, so it is no "
            "archive of an account. Ask your old server for one under “Import and export”."
        )
        super().__init__(words, field="archive", filename=filename)


class MemberDamaged(Refusal):
    def __init__(self, member: str) -> None:
        words = _(
            "“{member}” in the archive is damaged or was cut short. Nothing was brought along: download the "
            "archive again, and send that."
        )
        super().__init__(words, field="archive", member=member)


class NotJson(Refusal):
    def __init__(self, member: str, *, line: int, column: int) -> None:
        words = _(
            "“{member}” in the archive can't be read from line {line}, character {column} on. Nothing was "
            "brought along: download the archive again, and send that."
        )
        super().__init__(words, field="archive", member=member, line=line, column=column)


class WrongCharset(Refusal):
    def __init__(self, member: str, *, byte: int) -> None:
        words = _(
            "“{member}” is not written in UTF-8: its byte {byte} fits nowhere. Nothing was brought along. If "
            "you changed the file, take the one that your old server gave you."
        )
        super().__init__(words, field="archive", member=member, byte=byte)


class NotAnOutbox(Refusal):
    def __init__(self, member: str) -> None:
        words = _(
            "“{member}” in the archive has no list “orderedItems”, so there are no posts to read in it."
        )
        super().__init__(words, field="archive", member=member)


class EntryTooLong(Refusal):
    def __init__(self, member: str, *, line: int, column: int) -> None:
        words = _(
            "At line {line}, character {column} of “{member}” begins something far longer than any post. "
            "Nothing was brought along."
        )
        super().__init__(words, field="archive", member=member, line=line, column=column)


class TooManyPosts(Refusal):
    def __init__(self, member: str, most: int) -> None:
        words = _("“{member}” holds more than {most} posts, which is the most that our charter allows.")
        super().__init__(words, field="archive", member=member, most=most)


class NoSuchImport(NotFound):
    """There is none, or it is somebody else's: the two look the same."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no such archive of yours here. Archives that nobody uses go after three days.")
        )


class ImportUnderWay(Refusal):
    def __init__(self) -> None:
        words = _("You are bringing an archive along already. Wait until it is done, or give it up first.")
        super().__init__(words, field="archive")


class NotReadYet(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This archive isn't ready for that. Look at its page again: it may have gone on."))


class NothingToBring(Refusal):
    def __init__(self) -> None:
        words = _("With these choices nothing would be brought along. Choose others, or give it up.")
        super().__init__(words)


class TooManyForDrafts(Refusal):
    def __init__(self, *, posts: int, room: int) -> None:
        words = _(
            "These are {posts} posts, and there is room for {room} drafts. Bring them along with their "
            "dates, or only those of some years."
        )
        super().__init__(words, field="way", posts=posts, room=room)


class UnknownChoice(Refusal):
    def __init__(self) -> None:
        super().__init__(_("That can't be chosen here. Nothing was brought along: look at the page again."))


class PieceOutOfPlace(Refusal):
    def __init__(self) -> None:
        words = _("A piece of the archive came out of its place. What is here is kept: go on from there.")
        super().__init__(words, field="archive")


class NotATable(Refusal):
    def __init__(self, filename: str, *, line: int) -> None:
        words = _(
            "“{filename}” can't be read from line {line} on: no address such as name@server stands there. "
            "Nothing was changed. Choose the .csv file just as your old server gave it to you."
        )
        super().__init__(words, field="table", filename=filename, line=line)


class TableTooLong(Refusal):
    def __init__(self, filename: str, most: int) -> None:
        words = _("“{filename}” has more than {most} lines. Nothing was changed: send it in two parts.")
        super().__init__(words, field="table", filename=filename, most=most)


class TableOfUnknownKind(Refusal):
    def __init__(self, filename: str) -> None:
        words = _(
            "The name of “{filename}” doesn't tell what is in it. Nothing was changed: say what it holds."
        )
        super().__init__(words, field="kind", filename=filename)


class TooManyAwaited(Refusal):
    def __init__(self, most: int) -> None:
        words = _(
            "We keep at most {most} addresses of other servers for you. Nothing was changed: forget those "
            "that wait, or send a shorter file."
        )
        super().__init__(words, field="table", most=most)


class BookmarksStay(Refusal):
    def __init__(self) -> None:
        words = _(
            "Bookmarks lead to posts on other servers, which are not here. Keep the file: each line in it is "
            "an address that you can open."
        )
        super().__init__(words, field="table")


class NobodyTicked(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Nobody was ticked, so nobody is followed. Tick those whom you know."))
