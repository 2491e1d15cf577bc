from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('links', '0005_link_show'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='link',
            index=models.Index(condition=models.Q(('status', 'live')), fields=['created_at'], name='link_created'),
        ),
    ]
