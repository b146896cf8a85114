// Follows the events of a person over connections that break, and misses none.
import { check } from "./checks.js";
import { answered, type Desk, type FeedEvent } from "./desk.js";

const MESSAGES = 12;
const BREAK_AFTER = 4;

/** One message of a stream of server-sent events. */
interface Message {
  id: string;
  name: string;
  data: string;
}

export async function follow(customer: Desk): Promise<void> {
  const start = await lastEvent(customer);
  const writing = write(customer);
  const seen: FeedEvent[] = [];
  let last = start;
  let connections = 0;
  while (seen.length < MESSAGES + 1) {
    connections += 1;
    // Each connection breaks after a few events, in the middle of what happens.
    for await (const event of connection(customer, last, BREAK_AFTER)) {
      seen.push(event);
      last = event.id;
      if (seen.length === MESSAGES + 1) break;
    }
  }
  await writing;
  const all = await polled(customer, start);
  const ids = (events: FeedEvent[]) => events.map((event) => event.id).join();
  check(connections > 2, "the stream was resumed");
  check(ids(seen) === ids(all.slice(0, seen.length)) && new Set(seen.map((event) => event.id)).size === seen.length, "every event once, in order");
  console.log(`events: ${seen.length} events over ${connections} connections, each exactly once`);
}

/** What happens meanwhile: a ticket and its messages. */
async function write(customer: Desk): Promise<void> {
  const ticket = answered(await customer.POST("/api/v1/tickets", { body: { title: "A story", description: "In parts." } }));
  check(!("dry_run" in ticket), "a ticket");
  const path = { ticket: String(ticket.number) };
  for (let part = 1; part <= MESSAGES; part += 1) {
    answered(await customer.POST("/api/v1/tickets/{ticket}/messages", { params: { path }, body: { body: `Part ${part}.` } }));
  }
}

/** At most so many events of one connection, which ends then. */
async function* connection(desk: Desk, last: string, most: number): AsyncGenerator<FeedEvent> {
  const ending = new AbortController();
  const { data, response } = await desk.GET("/api/v1/events/stream", {
    params: { header: { "Last-Event-ID": last } }, parseAs: "stream", signal: ending.signal,
  });
  check(response.ok && data !== null && data !== undefined, `a stream, not ${response.status}`);
  let sent = 0;
  try {
    for await (const message of messages(data)) {
      check(message.name !== "reset", "the place is known");
      if (message.name === "ready" || message.name === "bye") continue;
      yield JSON.parse(message.data) as FeedEvent;
      sent += 1;
      if (sent === most) return;
    }
  } finally {
    ending.abort();
  }
}

async function* messages(stream: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    text += decoder.decode(bytes, { stream: true });
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const lines = text.slice(0, end).split("\n");
      text = text.slice(end + 2);
      const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? "";
      if (field("data") !== "") yield { id: field("id"), name: field("event"), data: field("data") };
    }
  }
}

async function polled(desk: Desk, after: string): Promise<FeedEvent[]> {
  const list = answered(await desk.GET("/api/v1/events", { params: { query: { after, limit: 100 } } }));
  return list.data;
}

/** The place from which on everything is new: the last event of the person's. */
async function lastEvent(desk: Desk): Promise<string> {
  for (let after: string | undefined; ; ) {
    const list = answered(await desk.GET("/api/v1/events", { params: { query: { limit: 100, ...(after === undefined ? {} : { after }) } } }));
    after = list.page.next_cursor ?? after;
    if (!list.page.has_more) {
      check(after !== undefined, "something happened before");
      return after;
    }
  }
}
