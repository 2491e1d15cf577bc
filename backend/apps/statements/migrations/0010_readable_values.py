from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0009_bank_ids"),
    ]

    operations = [
        migrations.AddField(
            model_name="refusedrow",
            name="readable",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
