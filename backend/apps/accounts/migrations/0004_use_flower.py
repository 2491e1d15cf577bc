from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_email_confirmed")]

    operations = [
        migrations.AlterModelOptions(
            name="user", options={"permissions": (("use_flower", "Can use Flower"),)}
        ),
    ]
