from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('statements', '0006_import_attempts'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='refusedrow',
            options={'ordering': ('line',), 'verbose_name': 'rejected row'},
        ),
        migrations.AlterModelOptions(
            name='rememberedanswers',
            options={'verbose_name': 'remembered answers', 'verbose_name_plural': 'remembered answers'},
        ),
        migrations.AlterModelOptions(
            name='spending',
            options={'verbose_name': 'spending', 'verbose_name_plural': 'spending'},
        ),
        migrations.AlterModelOptions(
            name='stalespending',
            options={'verbose_name': 'stale spending', 'verbose_name_plural': 'stale spending'},
        ),
    ]
