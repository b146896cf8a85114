// The tour of the README with the generated client: sign in, open, list, answer, resolve.
import { randomUUID } from "node:crypto";

import { check } from "./checks.js";
import { answered, type Desk, Refused, signIn, type Ticket } from "./desk.js";

export interface People {
  customer: Desk;
  engineer: Desk;
}

const PASSWORD = "a lovely machine of 1843";

/** The superadmin makes an engineer and a customer, and both sign in. */
export async function meet(address: string, admin: Desk): Promise<People> {
  const signedIn = async (role: "customer" | "engineer"): Promise<Desk> => {
    const username = `${role}-${randomUUID().slice(0, 8)}`;
    const email = `${username}@example.com`;
    answered(await admin.POST("/api/v1/users", { body: { name: "Ada Lovelace", username, email, password: PASSWORD, role } }));
    return signIn(address, username, PASSWORD);
  };
  return { engineer: await signedIn("engineer"), customer: await signedIn("customer") };
}

export async function tour({ customer, engineer }: People): Promise<void> {
  const ticket = await openOnce(customer);
  await listAll(customer);
  await refusedByType(engineer, ticket);
  await answerAndResolve(engineer, ticket);
  console.log(`tour: ticket ${ticket.number} was opened once, found in a list, answered and resolved`);
}

/** The same request with the same key is carried out once. */
async function openOnce(customer: Desk): Promise<Ticket> {
  const request = {
    params: { header: { "Idempotency-Key": randomUUID() } },
    body: { title: "The printer is on fire", description: "It began with smoke.", priority: "high" },
  } as const;
  const plan = answered(await customer.POST("/api/v1/tickets", { ...request, params: { query: { dry_run: true } } }));
  check("dry_run" in plan && plan.ticket.title === request.body.title, "a dry run answers a plan");
  const opened = answered(await customer.POST("/api/v1/tickets", request));
  const again = await customer.POST("/api/v1/tickets", request);
  const repeated = answered(again);
  check(!("dry_run" in opened) && !("dry_run" in repeated), "a ticket, and no plan");
  check(opened.id === repeated.id && again.response.headers.get("Idempotency-Replayed") === "true", "opened once");
  return opened;
}

/** Every page of a list, one row on each. */
async function listAll(customer: Desk): Promise<void> {
  answered(await customer.POST("/api/v1/tickets", { body: { title: "The door is stuck", description: "It will not open." } }));
  const titles: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { limit: 1, sort: "created_at" as const, ...(cursor === undefined ? {} : { cursor }) };
    const list = answered(await customer.GET("/api/v1/tickets", { params: { query } }));
    titles.push(...list.data.map((row) => row.title));
    cursor = list.page.next_cursor;
  }
  check(titles.join() === "The printer is on fire,The door is stuck", `both tickets, oldest first: ${titles.join()}`);
}

/** Programs decide by the `type` of a problem. */
async function refusedByType(engineer: Desk, ticket: Ticket): Promise<void> {
  try {
    answered(await engineer.PATCH("/api/v1/tickets/{ticket}", { params: { path: { ticket: String(ticket.number) } }, body: { status: "resolved" } }));
  } catch (error) {
    if (error instanceof Refused && error.problem.type.endsWith("/problems/response-required")) return;
    throw error;
  }
  throw new Error("a ticket without an answer was resolved");
}

async function answerAndResolve(engineer: Desk, ticket: Ticket): Promise<void> {
  const path = { ticket: String(ticket.number) };
  const message = answered(await engineer.POST("/api/v1/tickets/{ticket}/messages", { params: { path }, body: { body: "Please pull the plug." } }));
  check(message.kind === "response", "an engineer responds");
  const { data, response } = await engineer.GET("/api/v1/tickets/{ticket}", { params: { path } });
  check(data !== undefined, "the ticket is there");
  const header = { "If-Match": response.headers.get("ETag") ?? "" };
  const resolved = answered(await engineer.PATCH("/api/v1/tickets/{ticket}", { params: { path, header }, body: { status: "resolved" } }));
  check("status" in resolved && resolved.status === "resolved", "it is resolved");
}
