from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('links', '0004_profile'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='link',
            index=models.Index(condition=models.Q(('status', 'live'), ('title__iregex', '^show( hn)?:')), fields=['-rank', '-id'], name='link_show'),
        ),
    ]
