from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0004_merchants"),
    ]

    operations = [
        migrations.AlterField(
            model_name="spending",
            name="dimension",
            field=models.CharField(
                choices=[
                    ("day", "Day"),
                    ("category", "Category"),
                    ("merchant", "Merchant"),
                    ("card", "Card"),
                    ("payment", "Payment"),
                ],
                max_length=8,
            ),
        ),
        # What was imported before is added up anew when it is asked for.
        migrations.RunSQL(
            "INSERT INTO statements_stalespending (owner_id, first, last)"
            " SELECT owner_id, min(date), max(date) FROM statements_transaction GROUP BY owner_id",
            migrations.RunSQL.noop,
        ),
    ]
