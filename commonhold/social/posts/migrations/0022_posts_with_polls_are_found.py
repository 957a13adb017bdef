"""Posts with polls are found by `has:poll`: their marks are written anew."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from commonhold.social.posts.index import marks, table
from commonhold.social.posts.index.words import words_of


def _write_anew(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    posts = apps.get_model("posts", "Post")._default_manager.filter(removed_at=None, poll__isnull=False)
    attachments = apps.get_model("posts", "Attachment")._default_manager
    for post in posts.iterator():
        alts = list(attachments.filter(post=post).order_by("position").values_list("medium__alt", flat=True))
        words = words_of("\n".join([post.warning, post.text, *alts]))
        table.write(post.pk, words, marks.marks_of(post, has_media=bool(alts)))


class Migration(migrations.Migration):

    dependencies = [("posts", "0021_reply_habits_and_pins_of_drafts")]

    operations = [migrations.RunPython(_write_anew, migrations.RunPython.noop)]
