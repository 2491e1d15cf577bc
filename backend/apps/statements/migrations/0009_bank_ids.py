from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0008_three_decimals"),
    ]

    operations = [
        # A constant default: Postgres rewrites no row, and the earlier release need not write it.
        migrations.AddField(
            model_name="transaction",
            name="bank_id",
            field=models.TextField(default="", db_default=""),
        ),
    ]
