from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ('notifications', '0004_apps_ring'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='device',
            name='browser_rings_for_one',
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.UniqueConstraint(
                fields=('endpoint', 'person'), condition=Q(('token', None)), name='browser_rings_once_for_each'
            ),
        ),
    ]
