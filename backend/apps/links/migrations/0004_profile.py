import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('links', '0003_recompute_canonical_urls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='links_profile', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('about', models.TextField(blank=True, max_length=2000)),
                ('last_read_reply_id', models.BigIntegerField(default=0)),
            ],
        ),
    ]
