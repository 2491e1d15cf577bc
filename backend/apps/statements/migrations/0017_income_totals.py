from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0016_statement_account"),
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
                ],
                max_length=8,
            ),
        ),
        # What was imported before is added up anew when it is asked for.
        migrations.RunSQL(
            "INSERT INTO statements_stalespending (owner_id, first, last)"
            " SELECT owner_id, min(date), max(date) FROM statements_transaction"
            " WHERE owner_id IS NOT NULL GROUP BY owner_id",
            migrations.RunSQL.noop,
        ),
    ]
