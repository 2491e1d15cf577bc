from django.db import migrations, models


class Migration(migrations.Migration):
    # Created while rows are read and written: Django would lock the table.
    atomic = False

    dependencies = [
        ("links", "0008_comment_idempotency_key"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE UNIQUE INDEX CONCURRENTLY comment_once"
            " ON links_comment (author_id, idempotency_key)"
            " WHERE idempotency_key IS NOT NULL",
            "DROP INDEX CONCURRENTLY comment_once",
            state_operations=[
                migrations.AddConstraint(
                    model_name="comment",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("idempotency_key__isnull", False)),
                        fields=("author", "idempotency_key"),
                        name="comment_once",
                    ),
                ),
            ],
        ),
    ]
