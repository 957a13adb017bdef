"""Apps have a room of their own (social/apps); what the earlier library kept for them goes."""

from django.db import migrations

# Those that refer to others first.
GONE = (
    "oauth2_provider_refreshtoken",
    "oauth2_provider_accesstoken",
    "oauth2_provider_grant",
    "oauth2_provider_idtoken",
    "oauth2_provider_devicegrant",
    "people_application",
)


def drop(apps, schema_editor):
    cascade = " CASCADE" if schema_editor.connection.vendor == "postgresql" else ""
    for table in GONE:
        schema_editor.execute(f"DROP TABLE IF EXISTS {table}{cascade}")


class Migration(migrations.Migration):
    dependencies = [("people", "0010_private_notes")]
    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
