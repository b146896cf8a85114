// Verifies what a webhook receives, with the library of Standard Webhooks.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

import { Webhook, WebhookVerificationError } from "standardwebhooks";

import { check } from "./checks.js";
import type { WebhookBody } from "./desk.js";

/** A request that a webhook received: its body byte for byte, and its headers. */
export interface Delivery {
  body: string;
  headers: Record<string, string>;
}

/** What a delivery says; throws where it is not signed with this secret. */
export function read(secret: string, delivery: Delivery): WebhookBody {
  return new Webhook(secret).verify(delivery.body, delivery.headers) as WebhookBody;
}

export function webhooks(): void {
  const { secret, delivery } = received();
  const said = read(secret, delivery);
  check(("webhook" in said.data ? said.data.webhook : said.data.id) !== "", "the body can be read");
  for (const forged of [
    { ...delivery, body: `${delivery.body} ` },
    { ...delivery, headers: { ...delivery.headers, "webhook-id": "another" } },
    { ...delivery, headers: { ...delivery.headers, "webhook-timestamp": "1" } },
  ]) {
    check(isRefused(secret, forged), "a forged delivery is refused");
  }
  console.log("webhooks: a delivery was verified, and three forged ones were refused");
}

function isRefused(secret: string, delivery: Delivery): boolean {
  try {
    read(secret, delivery);
    return false;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return true;
    throw error;
  }
}

/**
 * The place for a delivery of the desk: a file named by WEBHOOK_DELIVERY, with `{"secret", "body", "headers"}`. Without it one is made
 * and signed here.
 */
function received(): { secret: string; delivery: Delivery } {
  const file = process.env["WEBHOOK_DELIVERY"];
  if (file !== undefined) {
    const { secret, ...delivery } = JSON.parse(readFileSync(file, "utf8")) as Delivery & { secret: string };
    return { secret, delivery };
  }
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  const body = JSON.stringify({
    type: "webhook.test", timestamp: new Date().toISOString(), data: { webhook: "0197b0a4-0010-7000-8000-000000000001" },
  } satisfies WebhookBody);
  const id = "0197b0a4-0008-7000-8000-000000000001";
  const at = new Date();
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, at, body),
  };
  return { secret, delivery: { body, headers } };
}
