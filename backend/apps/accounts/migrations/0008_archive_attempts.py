from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_email_change_undone'),
    ]

    operations = [
        migrations.AddField(
            model_name='archive',
            name='attempts',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='archive',
            name='problem_code',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='archive',
            name='language',
            field=models.CharField(db_default='en', default='en', max_length=10),
        ),
    ]
