from typing import Any

from django.db import migrations, models



def approve_what_staff_has(apps: Any, schema_editor: Any) -> None:
    """Approve the factors of users who could open the admin until now."""
    totps = apps.get_model("accounts", "Totp").objects.filter(user__is_staff=True)
    totps.exclude(confirmed_at=None).update(approved=True)
    apps.get_model("accounts", "Passkey").objects.filter(user__is_staff=True).update(approved=True)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_graphql_sessions")]

    operations = [
        migrations.AddField(
            model_name="totp",
            name="approved",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="passkey",
            name="approved",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="session",
            name="second_factor_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="securityevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("signed_up", "Signed Up"),
                    ("signed_in", "Signed In"),
                    ("sign_in_failed", "Sign In Failed"),
                    ("sign_in_blocked", "Sign In Blocked"),
                    ("signed_out", "Signed Out"),
                    ("session_ended", "Session Ended"),
                    ("all_sessions_ended", "All Sessions Ended"),
                    ("token_replayed", "Token Replayed"),
                    ("password_changed", "Password Changed"),
                    ("password_reset_asked", "Password Reset Asked"),
                    ("password_reset", "Password Reset"),
                    ("email_change_asked", "Email Change Asked"),
                    ("email_changed", "Email Changed"),
                    ("second_factor_added", "Second Factor Added"),
                    ("second_factor_approved", "Second Factor Approved"),
                    ("second_factor_failed", "Second Factor Failed"),
                    ("second_factor_removed", "Second Factor Removed"),
                    ("recovery_code_used", "Recovery Code Used"),
                    ("recovery_codes_renewed", "Recovery Codes Renewed"),
                    ("passkey_added", "Passkey Added"),
                    ("passkey_removed", "Passkey Removed"),
                    ("social_linked", "Social Linked"),
                    ("social_unlinked", "Social Unlinked"),
                    ("activated", "Activated"),
                    ("deactivated", "Deactivated"),
                    ("rights_changed", "Rights Changed"),
                    ("admin_entered", "Admin Entered"),
                    ("archive_asked", "Archive Asked"),
                    ("deletion_asked", "Deletion Asked"),
                    ("deletion_cancelled", "Deletion Cancelled"),
                    ("account_deleted", "Account Deleted"),
                ],
                max_length=30,
            ),
        ),
        migrations.RunPython(approve_what_staff_has, migrations.RunPython.noop, elidable=True),
    ]
