from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Created while rows are read and written.
    atomic = False

    dependencies = [
        ("statements", "0021_group_totals"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="transaction",
            index=models.Index(
                condition=models.Q(("kind", "purchase"), _negated=True),
                fields=["owner", "kind"],
                name="transaction_rare_kind",
            ),
        ),
    ]
