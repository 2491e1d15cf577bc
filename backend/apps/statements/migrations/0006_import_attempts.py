from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('statements', '0005_sums_of_payments'),
    ]

    operations = [
        migrations.AddField(
            model_name='statement',
            name='attempts',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
