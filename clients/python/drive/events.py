"""Follows the events of a person over connections that break, and misses none."""

import json
from collections.abc import Iterator
from threading import Thread
from uuid import UUID

from deskhand_client import AuthenticatedClient
from deskhand_client.api.events import list_events
from deskhand_client.api.tickets import open_ticket, post_message
from deskhand_client.models import FeedEvent, FeedEventList, Message, NewMessage, NewTicket, Ticket
from deskhand_client.types import UNSET, Unset

from .desk import answered, check

MESSAGES = 12
BREAK_AFTER = 4


def follow(customer: AuthenticatedClient) -> None:
    start = last_event(customer)
    writer = Thread(target=write, args=[customer])
    writer.start()
    seen: list[FeedEvent] = []
    last, connections = start, 0
    while len(seen) < MESSAGES + 1:
        connections += 1
        # Each connection breaks after a few events, in the middle of what happens.
        for event in connection(customer, last, min(BREAK_AFTER, MESSAGES + 1 - len(seen))):
            seen.append(event)
            last = event.id
    writer.join()
    everything = [event.id for event in polled(customer, start).data]
    ids = [event.id for event in seen]
    check(connections > 2, "the stream was resumed")
    check(ids == everything[: len(ids)] and len(set(ids)) == len(ids), "every event once, in order")
    print(f"events: {len(ids)} events over {connections} connections, each exactly once")


def write(customer: AuthenticatedClient) -> None:
    """What happens meanwhile: a ticket and its messages."""
    body = NewTicket(title="A story", description="In parts.")
    ticket = answered(Ticket, open_ticket.sync_detailed(client=customer, body=body))
    for part in range(MESSAGES):
        message = NewMessage(body=f"Part {part}.")
        answered(Message, post_message.sync_detailed(str(ticket.number), client=customer, body=message))


def connection(desk: AuthenticatedClient, last: UUID, most: int) -> Iterator[FeedEvent]:
    """At most so many events of one connection, which ends then."""
    sent = 0
    headers = {"Last-Event-ID": str(last)}
    with desk.get_httpx_client().stream("GET", "/api/v1/events/stream", headers=headers, timeout=30) as answer:
        answer.raise_for_status()
        name = ""
        for line in answer.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
                check(name != "reset", "the place is known")
            elif line.startswith("data: ") and name not in ("ready", "bye"):
                yield FeedEvent.from_dict(json.loads(line.removeprefix("data: ")))
                sent += 1
                if sent == most:
                    return


def polled(desk: AuthenticatedClient, after: UUID | Unset) -> FeedEventList:
    return answered(FeedEventList, list_events.sync_detailed(client=desk, after=after, limit=100))


def last_event(desk: AuthenticatedClient) -> UUID:
    """The place from which on everything is new: the last event of the person's."""
    after: UUID | Unset = UNSET
    while True:
        page = polled(desk, after)
        after = UUID(page.page.next_cursor) if page.page.next_cursor else after
        if not page.page.has_more:
            if isinstance(after, Unset):
                raise AssertionError("nothing happened before")
            return after
