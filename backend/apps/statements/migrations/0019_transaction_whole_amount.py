import django.db.models.functions.comparison
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Created while rows are read and written.
    atomic = False

    dependencies = [
        ("statements", "0018_transaction_category"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="transaction",
            index=models.Index(
                models.F("owner"),
                django.db.models.functions.comparison.Cast("amount", models.BigIntegerField()),
                name="transaction_whole_amount",
            ),
        ),
    ]
