import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0012_deleted_transactions"),
    ]

    operations = [
        # Constants: Postgres rewrites no row.
        migrations.AddField(
            model_name="transaction",
            name="note",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="transaction",
            name="excluded",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="transaction",
            name="statement",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="transactions",
                to="statements.statement",
            ),
        ),
    ]
