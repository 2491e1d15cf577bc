from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_archive_attempts'),
    ]

    operations = [
        migrations.CreateModel(
            name='UndeliveredMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(max_length=100)),
                ('arguments', models.JSONField()),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('error', models.CharField(max_length=500)),
                ('attempts', models.PositiveIntegerField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ('-created_at',),
            },
        ),
    ]
