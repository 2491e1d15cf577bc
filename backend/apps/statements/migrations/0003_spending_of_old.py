from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0002_any_bank"),
    ]

    operations = [
        # What was imported before is added up when it is asked for.
        migrations.RunSQL(
            "INSERT INTO statements_stalespending (owner_id, first, last)"
            " SELECT owner_id, min(date), max(date) FROM statements_transaction GROUP BY owner_id",
            migrations.RunSQL.noop,
        ),
    ]
