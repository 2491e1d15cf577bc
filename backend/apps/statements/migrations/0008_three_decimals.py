from django.db import migrations, models

# Without a precision, Postgres rewrites no row. The earlier release writes two decimals, and reads
# what it finds.
COLUMNS = {"statements_transaction": "amount", "statements_spending": "spend"}
FORWARDS = [
    f"ALTER TABLE {table} ALTER COLUMN {column} TYPE numeric" for table, column in COLUMNS.items()
]


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0007_verbose_names"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)],
            state_operations=[
                migrations.AlterField(
                    model_name="transaction",
                    name="amount",
                    field=models.DecimalField(decimal_places=3, max_digits=15),
                ),
                migrations.AlterField(
                    model_name="spending",
                    name="spend",
                    field=models.DecimalField(decimal_places=3, max_digits=21),
                ),
            ],
        ),
    ]
