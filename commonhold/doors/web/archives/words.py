"""What is in an archive, as rows for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonhold.doors.web.templatetags.pictures import Part
from commonhold.social.archives.company import Taken
from commonhold.social.archives.queries import ImportView
from commonhold.social.archives.reading import Survey
from commonhold.social.archives.tables import Kind

_MOST_NAMED = 5

#: Why entries of an archive are no posts that can be brought along.
LEFT_OUT: dict[str, str | Promise] = {
    "boost": gettext_lazy("Boosts: those posts are other people's"),
    "direct": gettext_lazy("Direct messages: they are between you and others"),
    "twice": gettext_lazy("The same post once more"),
    "empty": gettext_lazy("Posts without words and files"),
    "no-date": gettext_lazy("Posts without a date that can be read, or with one that has not come yet"),
    "no-address": gettext_lazy("Posts without an address by which they would be known again"),
    "not-theirs": gettext_lazy("Posts that somebody else wrote"),
    "too-long": gettext_lazy("Posts of more than 19,000 characters"),
    "other": gettext_lazy("Entries that are no posts"),
}
_AUDIENCES: dict[str, str | Promise] = {
    "public": gettext_lazy("For everybody"),
    "unlisted": gettext_lazy("For everybody, but in no public list"),
    "followers": gettext_lazy("For your followers: those whom you have here"),
}

#: What the tables of an old server hold.
TABLES: dict[str, str | Promise] = {
    Kind.FOLLOWS: gettext_lazy("People you follow"),
    Kind.LISTS: gettext_lazy("Your lists"),
    Kind.BLOCKS: gettext_lazy("People you blocked"),
    Kind.MUTES: gettext_lazy("People you muted"),
    Kind.SERVERS: gettext_lazy("Servers you blocked"),
}


@dataclass(frozen=True)
class Row:
    words: str
    count: str


@dataclass(frozen=True)
class Contents:
    """A survey as a page shows it."""

    inside: list[Row]
    behind: list[Row]
    years: list[Part]
    first: datetime | None
    last: datetime | None
    missing: list[str]


def contents_of(survey: Survey) -> Contents:
    inside: list[tuple[str, int | str]] = [
        (_("Posts that can come along"), survey.posts),
        *((str(words), survey.audiences.get(code, 0)) for code, words in _AUDIENCES.items()),
        (_("Answers to your own posts: they stay in their threads"), survey.threaded),
        (_("In other people's threads"), survey.to_others),
        (_("With pictures, sound or film"), survey.with_media),
        (_("With a poll: it becomes text with its results"), survey.with_poll),
        (_("With a content warning"), survey.with_warning),
        (_("Pictures, sounds and films"), survey.media),
        (_("Their size"), filesizeformat(survey.media_bytes) if survey.media else 0),
    ]
    behind: list[tuple[str, int | str]] = [
        *((str(words), survey.left_out.get(code, 0)) for code, words in LEFT_OUT.items()),
        (
            _("Files that are missing or damaged in the archive: their posts come without them"),
            survey.media_missing,
        ),
        (_("Your portrait and banner: choose them anew on your page"), survey.portraits),
        (_("Favourites: those posts live on other servers"), survey.likes),
        (_("Bookmarks: those posts live on other servers"), survey.bookmarks),
        (
            _("Whom you followed: the archive names them by numbers alone, so look below who is found again"),
            survey.follows,
        ),
    ]
    return Contents(
        inside=[Row(words, str(count)) for words, count in inside if count],
        behind=[Row(words, str(count)) for words, count in behind if count],
        years=[Part(year, count, str(count)) for year, count in sorted(survey.years.items())],
        first=None if survey.first is None else datetime.fromisoformat(survey.first),
        last=None if survey.last is None else datetime.fromisoformat(survey.last),
        missing=survey.missing_names,
    )


def outcome_of(done: ImportView) -> list[str]:
    """What an import came to, in short sentences."""
    drafts = done.choice.way == "drafts"
    came = (
        ngettext("{n} draft waits for you.", "{n} drafts wait for you.", done.written)
        if drafts
        else ngettext("{n} post stands among yours.", "{n} posts stand among yours.", done.written)
    )
    lines = [
        (came, done.written, True),
        (ngettext("{n} was here already.", "{n} were here already.", done.already), done.already, False),
        (
            ngettext("{n} was not chosen.", "{n} were not chosen.", done.not_chosen),
            done.not_chosen,
            False,
        ),
        (
            ngettext("{n} could not be taken.", "{n} could not be taken.", done.refused),
            done.refused,
            False,
        ),
        (
            ngettext("{n} file could not be taken.", "{n} files could not be taken.", done.media_refused),
            done.media_refused,
            False,
        ),
    ]
    return [words.format(n=count) for words, count, always in lines if count or always]


def taken_in_words(taken: Taken) -> str:
    """What became of a table, in short sentences."""
    lines = [
        ngettext("{n} line was taken in.", "{n} lines were taken in.", taken.done).format(n=taken.done),
        ngettext(
            "{n} address waits until this server meets it.",
            "{n} addresses wait until this server meets them.",
            taken.kept,
        ).format(n=taken.kept)
        if taken.kept
        else "",
        ngettext(
            "Line {lines} holds no address.", "Lines {lines} hold no addresses.", len(taken.unread)
        ).format(lines=", ".join(map(str, taken.unread[:_MOST_NAMED])))
        if taken.unread
        else "",
        *(f"{who}: {why}" for who, why in taken.refused[:_MOST_NAMED]),
    ]
    return " ".join(filter(None, lines))
