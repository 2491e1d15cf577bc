from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("links", "0007_comment_deleted_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="idempotency_key",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
    ]
