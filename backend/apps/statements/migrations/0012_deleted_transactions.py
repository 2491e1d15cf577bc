from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("statements", "0011_undo_changes"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="transaction",
            index=models.Index(
                condition=models.Q(("owner", None)),
                fields=["change_id"],
                name="transaction_deleted",
            ),
        ),
    ]
