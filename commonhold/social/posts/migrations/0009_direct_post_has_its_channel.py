from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("posts", "0008_channels")]

    operations = [
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'direct'), ('channel__isnull', False)), models.Q(models.Q(('audience', 'direct'), _negated=True), ('channel', None)), _connector='OR'), name='direct_post_has_its_channel'),
        ),
    ]
