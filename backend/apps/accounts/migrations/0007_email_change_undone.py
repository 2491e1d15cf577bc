from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_second_factor_approval")]

    operations = [
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
                    ("email_change_undone", "Email Change Undone"),
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
    ]
