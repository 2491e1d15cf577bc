import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The longest text won until now. A user has at most 1,000 rules.
ORDER_RULES = """
UPDATE statements_categoryrule AS rule SET position = ordered.position FROM (
  SELECT id, row_number() OVER (
    PARTITION BY owner_id ORDER BY length(text) DESC, lower(text) COLLATE "C", id
  ) AS position FROM statements_categoryrule
) AS ordered WHERE ordered.id = rule.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0013_edited_transactions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=50)),
                ("name", models.CharField(blank=True, max_length=50)),
                ("color", models.CharField(blank=True, max_length=20)),
                ("archived", models.BooleanField(default=False)),
                ("merged_into", models.CharField(blank=True, max_length=50)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="categories",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "categories",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "key"), name="category_once_a_key"),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("key")), _negated=True),
                        name="category_not_merged_into_itself",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="transactionchange",
            name="merged",
            field=models.CharField(blank=True, db_default="", default="", max_length=50),
        ),
        migrations.AlterField(
            model_name="transactionchange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("category", "Category"),
                    ("deletion", "Deletion"),
                    ("merge", "Merge"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterModelOptions(
            name="categoryrule", options={"ordering": ("position", "-pk")}
        ),
        migrations.RemoveConstraint(model_name="categoryrule", name="category_rule_once_a_text"),
        # Null or a constant: Postgres rewrites no row.
        migrations.AddField(
            model_name="categoryrule",
            name="amount_min",
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=15, null=True),
        ),
        migrations.AddField(
            model_name="categoryrule",
            name="amount_max",
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=15, null=True),
        ),
        migrations.AddField(
            model_name="categoryrule",
            name="match",
            field=models.CharField(
                choices=[
                    ("contains", "Contains"),
                    ("starts_with", "Starts With"),
                    ("is", "Is"),
                ],
                db_default="contains",
                default="contains",
                max_length=11,
            ),
        ),
        migrations.AddField(
            model_name="categoryrule",
            name="position",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.RunSQL(ORDER_RULES, migrations.RunSQL.noop),
    ]
