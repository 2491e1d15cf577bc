from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Created while rows are read and written.
    atomic = False

    dependencies = [
        ("statements", "0015_bank_accounts"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="statement",
            index=models.Index(fields=["account"], name="statement_account"),
        ),
    ]
