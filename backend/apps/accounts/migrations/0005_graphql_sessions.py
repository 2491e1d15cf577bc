from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_use_flower")]

    operations = [
        migrations.AlterField(
            model_name="session",
            name="client",
            field=models.CharField(
                choices=[("browser", "Browser"), ("token", "Token"), ("graphql", "Graphql")],
                max_length=10,
            ),
        ),
    ]
