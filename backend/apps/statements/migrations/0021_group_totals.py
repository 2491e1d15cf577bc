from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0020_transaction_texts"),
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
                    ("account", "Account"),
                    ("payment", "Payment"),
                    ("income", "Income"),
                    ("deposit", "Deposit"),
                    ("group", "Group"),
                ],
                max_length=8,
            ),
        ),
        # Earlier imports are added up anew when their totals are read.
        migrations.RunSQL(
            "INSERT INTO statements_stalespending (owner_id, first, last)"
            " SELECT owner_id, min(date), max(date) FROM statements_transaction"
            " WHERE owner_id IS NOT NULL GROUP BY owner_id",
            migrations.RunSQL.noop,
        ),
    ]
