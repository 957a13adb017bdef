from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("posts", "0005_post_preview")]

    operations = [
        migrations.RemoveConstraint(model_name="post", name="first_post_is_its_own_conversation"),
        migrations.RenameField(model_name="post", old_name="conversation", new_name="thread"),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("in_reply_to", None), ("thread", models.F("id"))),
                    ("in_reply_to__isnull", False),
                    _connector="OR",
                ),
                name="first_post_is_its_own_thread",
            ),
        ),
    ]
