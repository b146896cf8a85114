"""Verifies what a webhook receives, with the library of Standard Webhooks."""

import json
import os
from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, cast

from deskhand_client.models import WebhookEvent, WebhookTest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from .desk import check


@dataclass
class Delivery:
    """A request that a webhook received: its body byte for byte, and its headers."""

    body: str
    headers: dict[str, str]


def read(secret: str, delivery: Delivery) -> WebhookEvent | WebhookTest:
    """What a delivery says; raises where it is not signed with this secret."""
    said = cast(dict[str, Any], Webhook(secret).verify(delivery.body, delivery.headers))
    return WebhookTest.from_dict(said) if said["type"] == "webhook.test" else WebhookEvent.from_dict(said)


def webhooks() -> None:
    secret, delivery = received()
    said = read(secret, delivery)
    check(said.data is not None and said.timestamp <= datetime.now(timezone.utc), "the body can be read")
    for forged in (
        replace(delivery, body=delivery.body + " "),
        replace(delivery, headers={**delivery.headers, "webhook-id": "another"}),
        replace(delivery, headers={**delivery.headers, "webhook-timestamp": "1"}),
    ):
        check(is_refused(secret, forged), "a forged delivery is refused")
    print("webhooks: a delivery was verified, and three forged ones were refused")


def is_refused(secret: str, delivery: Delivery) -> bool:
    try:
        read(secret, delivery)
    except WebhookVerificationError:
        return True
    return False


def received() -> tuple[str, Delivery]:
    """The place for a delivery of the desk: a file named by WEBHOOK_DELIVERY, with `{"secret", "body", "headers"}`.

    Without it one is made and signed here.
    """
    if file := os.environ.get("WEBHOOK_DELIVERY"):
        kept = json.loads(Path(file).read_text())
        return kept["secret"], Delivery(kept["body"], kept["headers"])
    secret = "whsec_" + b64encode(os.urandom(24)).decode()
    at = datetime.now(timezone.utc)
    test = {
        "type": "webhook.test",
        "timestamp": at.isoformat(),
        "data": {"webhook": "0197b0a4-0010-7000-8000-000000000001"},
    }
    body, id_ = json.dumps(test), "0197b0a4-0008-7000-8000-000000000001"
    headers = {
        "webhook-id": id_,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(id_, at, body),
    }
    return secret, Delivery(body, headers)
