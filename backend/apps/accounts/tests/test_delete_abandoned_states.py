from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.db.models import F
from django.test import Client
from django.utils import timezone
from social_django.models import Nonce

from apps.accounts.tasks import delete_expired_rows, forget_abandoned_sign_ins
from apps.accounts.tests.social_client import CAROL, begin, decide, finish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provider")]


def test_only_expired_states_are_deleted(client: Client) -> None:
    begin(Client(), "google")
    Nonce.objects.update(timestamp=F("timestamp") - 3600)
    BrowserSession.objects.update(expire_date=timezone.now() - timedelta(days=1))
    url = begin(client, "google").json()["url"]

    forget_abandoned_sign_ins()
    delete_expired_rows()

    assert Nonce.objects.count() == BrowserSession.objects.count() == 1
    assert finish(client, "google", decide(url, CAROL)).status_code == 200
