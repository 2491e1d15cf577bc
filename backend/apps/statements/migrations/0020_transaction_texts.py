import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("statements", "0019_transaction_whole_amount"),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="TransactionText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("merchant", models.TextField()),
                ("description", models.TextField()),
                ("too_many", models.BooleanField(db_default=False, default=False)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transaction_texts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("merchant"),
                            name="gin_trgm_ops",
                        ),
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("description"),
                            name="gin_trgm_ops",
                        ),
                        name="transaction_text_words",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("too_many", True)),
                        fields=("owner",),
                        name="transaction_text_too_many",
                    )
                ],
            },
        ),
        # The texts of what was imported before are stored when they are first searched.
        migrations.RunSQL(
            "INSERT INTO statements_stalespending (owner_id, first, last)"
            " SELECT owner_id, min(date), max(date) FROM statements_transaction"
            " WHERE owner_id IS NOT NULL GROUP BY owner_id",
            migrations.RunSQL.noop,
        ),
    ]
