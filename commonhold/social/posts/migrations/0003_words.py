"""The index of posts' words, filled with what is there. It is made by each database's own means."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from commonhold.social.posts.index import marks, table
from commonhold.social.posts.index.words import words_of


def _create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    table.create(editor.connection)
    posts = apps.get_model("posts", "Post")._default_manager.filter(removed_at=None)
    for post in posts.iterator():
        table.write(post.pk, words_of(f"{post.warning}\n{post.text}"), _marks(post))


def _marks(post: Any) -> list[str]:
    found = [marks.EVERY, marks.by(post.author_id), marks.within(post.audience)]
    if post.audience in {"public", "members"}:
        found.append(marks.OPEN)
    if post.language:
        found.append(marks.language(post.language))
    return found


def _drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    table.drop(editor.connection)


class Migration(migrations.Migration):

    dependencies = [("posts", "0002_taggings")]

    operations = [migrations.RunPython(_create, _drop)]
