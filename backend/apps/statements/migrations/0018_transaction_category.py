from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Created while rows are read and written.
    atomic = False

    dependencies = [
        ("statements", "0017_income_totals"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="transaction",
            index=models.Index(
                fields=["owner", "category", "-date"], name="transaction_category"
            ),
        ),
    ]
