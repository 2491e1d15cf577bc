from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("links", "0006_link_created"),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="deleted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
