from hashlib import sha256

from django.db import migrations

from commonhold.ground import ids

SHOWN = (
    "If you take part, what you like and thank for counts, and now and then you are asked about a post. From "
    "this the server works out, each night, along which line we differ, and on which side you stand. That is "
    "sensitive: nobody ever sees it, you neither, and it is in no file."
)


def keep(apps, schema_editor):
    """Who takes part goes on doing so, as a consent of the same time, with the words that were shown."""
    ConsentText, Consent = (apps.get_model("consents", each) for each in ("ConsentText", "Consent"))
    for row in apps.get_model("bridging", "Rater").objects.order_by("since").iterator():
        text, _new = ConsentText.objects.get_or_create(
            digest=sha256(SHOWN.encode()).hexdigest(),
            defaults={
                "purpose": "bridging",
                "version": 0,
                "language": "en",
                "text": SHOWN,
                "since": row.since,
            },
        )
        Consent.objects.create(
            id=ids.new_id(row.since),
            person_id=row.person_id,
            purpose="bridging",
            is_given=True,
            text=text,
            at=row.since,
        )



class Migration(migrations.Migration):
    dependencies = [("bridging", "0002_an_axis_that_is_not_whole_yet"), ("consents", "0001_initial")]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.DeleteModel(name="Rater"),
    ]
