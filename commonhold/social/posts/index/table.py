"""The index's table: FTS5 on SQLite, a tsvector on PostgreSQL. The only place that speaks SQL to it.

Code keeps it in step and not triggers, which Django's rebuilding of a table on SQLite would silently drop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from commonhold.social.posts.index.match import Match, for_postgresql, for_sqlite

_SQLITE = [
    # Words come folded and apart already; the tokenizer only finds the spaces.
    """CREATE VIRTUAL TABLE posts_words USING fts5(
        words, marks, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'")""",
    # What is deleted leaves no word behind in the index.
    "INSERT INTO posts_words (posts_words, rank) VALUES ('secure-delete', 1)",
]
_POSTGRESQL = [
    "CREATE TABLE posts_words (post_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX posts_words_by_word ON posts_words USING gin (words)",
]


def create(database: BaseDatabaseWrapper) -> None:
    """Make it; for the migration."""
    with database.cursor() as cursor:
        for statement in _SQLITE if database.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def drop(database: BaseDatabaseWrapper) -> None:
    """Unmake it; for the migration's way back."""
    with database.cursor() as cursor:
        cursor.execute("DROP TABLE posts_words")


def write(post_id: int, words: Sequence[str], marks: Sequence[str]) -> None:
    """Keep a post's words, in place of what was kept of it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            row = (post_id, " ".join(words), " ".join(marks))
            cursor.execute("DELETE FROM posts_words WHERE rowid = %s", [post_id])
            cursor.execute("INSERT INTO posts_words (rowid, words, marks) VALUES (%s, %s, %s)", row)
        else:
            cursor.execute(
                "INSERT INTO posts_words (post_id, words) VALUES (%s, %s::tsvector)"
                " ON CONFLICT (post_id) DO UPDATE SET words = excluded.words",
                [post_id, vector_of(words, marks)],
            )


def erase(post_ids: Sequence[int]) -> None:
    """Let go of these posts' words."""
    with connection.cursor() as cursor:
        statement = f"DELETE FROM posts_words WHERE {_id()} = %s"  # noqa: S608 - one of two names
        cursor.executemany(statement, [[each] for each in post_ids])


@dataclass(frozen=True)
class Among:
    """A SELECT of the post ids that come into question, and its values."""

    select: str
    values: Sequence[int]


def newest(
    match: Match, *, before: int | None, after: int | None, limit: int, among: Among | None = None
) -> list[int]:
    """Ids of posts that match, newest first: below `before`, from `after` on."""
    asked: list[str | int] = [_expression(match)]
    statement = f"SELECT {_id()} FROM posts_words WHERE {_matches()}"  # noqa: S608 - all of it is written here
    for bound, comparison in ((before, "<"), (after, ">=")):
        if bound is not None:
            statement += f" AND {_id()} {comparison} %s"
            asked.append(bound)
    if among is not None:
        statement += f" AND {_id()} IN ({among.select})"
        asked += among.values
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY {_id()} DESC LIMIT %s", [*asked, limit])
        return [row[0] for row in cursor.fetchall()]


def vector_of(words: Sequence[str], marks: Sequence[str]) -> str:
    placed = [f"'{word}':{place}" for place, word in enumerate(words, 1)]
    return " ".join([*placed, *(f"'={mark}'" for mark in marks)])


def _id() -> str:
    return "rowid" if connection.vendor == "sqlite" else "post_id"


def _matches() -> str:
    return "posts_words MATCH %s" if connection.vendor == "sqlite" else "words @@ %s::tsquery"


def _expression(match: Match) -> str:
    return for_sqlite(match) if connection.vendor == "sqlite" else for_postgresql(match)
