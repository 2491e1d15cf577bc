"""Arguments of tasks: ids of rows, or values that were signed while a user was signed in.

A client that can write to a queue chooses them, so they never carry the authority of a user.
"""

import inspect

import pytest
from celery import current_app
from django.core import mail, signing

from apps.accounts.models import User
from apps.accounts.registration import email_change
from apps.accounts.registration.sign_up import InvalidLinkError
from apps.accounts.tasks import mail_change_of_address, mail_notice

# Harmless arguments by name, and the reason.
HARMLESS = {
    "language": "of a mail",
    "token": "signed",
    "pending_id": "the row says where the mail goes",
    "archive_id": "the row says whose it is and where the mail goes",
    "user_id": "see below",
    "statement_id": "the row says whose it is",  # sample: statements
    "demo_id": "a demonstration",
    "run": "a demonstration",
}
# Those whose arguments say more, and why that opens nothing.
LOOKED_AT = {
    "apps.accounts.tasks.mail_password_reset": "the endpoint accepts the same from any caller",
    "apps.accounts.tasks.mail_account_deleted": "a sentence without a link",
    "apps.accounts.tasks.delete_account": "does nothing unless the row says that it is due",
    "apps.links.tasks.read_title": "a title, to the open pages of one user",  # sample: links
    "apps.scaling.tasks.reconcile_jobs": "whether to look closely",
    "apps.scaling.tasks.close_job": "only an unfinished job, with a code",
    "celery_scale_to_zero.chaos.tasks.work": "of the drill",
    "celery_scale_to_zero.chaos.tasks.poison": "of the drill",
}


def test_task_arguments_are_ids_signed_tokens_or_listed() -> None:
    current_app.loader.import_default_modules()
    ours = {name: task for name, task in current_app.tasks.items() if name.startswith("apps.")}
    others = {
        name
        for name, task in ours.items()
        for arguments in [set(inspect.signature(inspect.unwrap(task.run)).parameters)]
        if arguments - set(HARMLESS) or "user_id" in arguments
    }
    assert others - set(LOOKED_AT) == set()


@pytest.mark.django_db
def test_task_arguments_cannot_change_an_email(alice: User) -> None:
    own_words = signing.dumps(
        {"user": alice.pk, "from": alice.email, "to": "thief@example.com", "mark": ""}
    )
    asked = email_change.create_request_token(alice, email="new@example.com")
    for token in (
        own_words,
        "forged",
        email_change.create_link_token(alice, email="new@example.com"),
    ):
        mail_change_of_address(token=token, language="en")
    assert mail.outbox == []

    with pytest.raises(InvalidLinkError):
        email_change.confirm_email_change(token=asked)
    mail_change_of_address(token=asked, language="en")
    assert [each.to for each in mail.outbox] == [["new@example.com"]]


@pytest.mark.django_db
def test_notification_goes_to_the_signed_email(alice: User) -> None:
    with pytest.raises(signing.BadSignature):
        mail_notice(token="forged", language="en")
