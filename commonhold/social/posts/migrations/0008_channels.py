"""Direct posts were addressed one by one; each gets the conversation of those whom it was for."""

from hashlib import sha256

from django.db import migrations


def seat(apps, _schema):
    post_model = apps.get_model("posts", "Post")
    mentions = apps.get_model("posts", "Mention")
    channels = {}
    for post in post_model.objects.filter(audience="direct").order_by("id"):
        channel = channels.get(post.in_reply_to_id)
        if channel is None:
            named = mentions.objects.filter(post=post).values_list("person_id", flat=True)
            channel = _between(apps, {post.author_id, *named}, post)
        channels[post.id] = channel
        post_model.objects.filter(id=post.id).update(channel_id=channel)
        apps.get_model("conversations", "Conversation").objects.filter(id=channel).update(latest=post.id)


def _between(apps, people, post):
    seats = sorted(people)
    key = sha256(" ".join(map(str, seats)).encode()).hexdigest()
    defaults = {"id": post.id, "begun_at": post.published_at}
    row, is_new = apps.get_model("conversations", "Conversation").objects.get_or_create(
        key=key, defaults=defaults
    )
    if is_new:
        seat_model = apps.get_model("conversations", "Seat")
        seat_model.objects.bulk_create(
            seat_model(id=post.id + number, conversation=row, person_id=each, state="accepted", since=post.published_at)
            for number, each in enumerate(seats)
        )
    return row.id


class Migration(migrations.Migration):

    dependencies = [("posts", "0007_everything_said")]

    operations = [migrations.RunPython(seat, migrations.RunPython.noop)]
