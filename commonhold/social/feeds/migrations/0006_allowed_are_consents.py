from hashlib import sha256

from django.db import migrations

#: What stood beside each box, and the purpose that it is now.
SHOWN = {
    "reading": (
        "feed-reading",
        "My feed may go by how far I have read. So that it can put what you marked as read further down.",
    ),
    "language": ("feed-language", "My feed may go by the language that I write in"),
}


def keep(apps, schema_editor):
    """What was allowed goes on as a consent of the same time, with the words that were shown."""
    ConsentText, Consent = (apps.get_model("consents", each) for each in ("ConsentText", "Consent"))
    for row in apps.get_model("feeds", "Allowed").objects.order_by("id").iterator():
        purpose, words = SHOWN[row.what]
        text, _new = ConsentText.objects.get_or_create(
            digest=sha256(words.encode()).hexdigest(),
            defaults={"purpose": purpose, "version": 0, "language": "en", "text": words, "since": row.since},
        )
        Consent.objects.create(
            id=row.id, person_id=row.person_id, purpose=purpose, is_given=True, text=text, at=row.since
        )



class Migration(migrations.Migration):
    dependencies = [("feeds", "0005_reads_as_ever"), ("consents", "0001_initial")]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.DeleteModel(name="Allowed"),
    ]
