"""The tour of the README with the generated client: sign in, open, list, answer, resolve."""

from dataclasses import dataclass
from uuid import uuid4

from deskhand_client import AuthenticatedClient
from deskhand_client.api.people import create_person
from deskhand_client.api.tickets import list_tickets, open_ticket, post_message, show_ticket, update_ticket
from deskhand_client.models import (
    Message,
    MessageKind,
    NewAccount,
    NewMessage,
    NewTicket,
    Plan,
    Priority,
    Role,
    Ticket,
    TicketChange,
    TicketList,
    TicketSort,
    TicketStatus,
    User,
)
from deskhand_client.types import UNSET, Unset

from .desk import Refused, answered, check, connect

PASSWORD = "a lovely machine of 1843"


@dataclass
class People:
    customer: AuthenticatedClient
    engineer: AuthenticatedClient


def meet(address: str, admin: AuthenticatedClient) -> People:
    """The superadmin makes an engineer and a customer, and both sign in."""

    def signed_in(role: Role) -> AuthenticatedClient:
        username = f"{role}-{uuid4().hex[:8]}"
        account = NewAccount(
            name="Ada Lovelace", username=username, email=f"{username}@example.com", password=PASSWORD, role=role
        )
        answered(User, create_person.sync_detailed(client=admin, body=account))
        return connect(address, username, PASSWORD)

    return People(engineer=signed_in(Role.ENGINEER), customer=signed_in(Role.CUSTOMER))


def tour(people: People) -> None:
    ticket = open_once(people.customer)
    list_all(people.customer)
    refused_by_type(people.engineer, ticket)
    answer_and_resolve(people.engineer, ticket)
    print(f"tour: ticket {ticket.number} was opened once, found in a list, answered and resolved")


def open_once(customer: AuthenticatedClient) -> Ticket:
    """The same request with the same key is carried out once."""
    body = NewTicket(title="The printer is on fire", description="It began with smoke.", priority=Priority.HIGH)
    plan = answered(Plan, open_ticket.sync_detailed(client=customer, body=body, dry_run=True))
    check(plan.dry_run and plan.ticket.title == body.title, "a dry run answers a plan")
    key = str(uuid4())
    opened = answered(Ticket, open_ticket.sync_detailed(client=customer, body=body, idempotency_key=key))
    again = open_ticket.sync_detailed(client=customer, body=body, idempotency_key=key)
    check(answered(Ticket, again).id == opened.id, "opened once")
    check(again.headers.get("Idempotency-Replayed") == "true", "the answer is the one from before")
    return opened


def list_all(customer: AuthenticatedClient) -> None:
    """Every page of a list, one row on each."""
    body = NewTicket(title="The door is stuck", description="It will not open.")
    answered(Ticket, open_ticket.sync_detailed(client=customer, body=body))
    titles: list[str] = []
    cursor: str | None | Unset = UNSET
    while cursor is not None:
        page = answered(
            TicketList,
            list_tickets.sync_detailed(client=customer, limit=1, sort=TicketSort.CREATED_AT, cursor=cursor),
        )
        titles += [row.title for row in page.data]
        cursor = page.page.next_cursor
    check(titles == ["The printer is on fire", "The door is stuck"], f"both tickets, oldest first: {titles}")


def refused_by_type(engineer: AuthenticatedClient, ticket: Ticket) -> None:
    """Programs decide by the `type` of a problem."""
    change = TicketChange(status=TicketStatus.RESOLVED)
    try:
        answered(Ticket, update_ticket.sync_detailed(str(ticket.number), client=engineer, body=change))
    except Refused as refused:
        if refused.problem.type_.endswith("/problems/response-required"):
            return
        raise
    raise AssertionError("a ticket without an answer was resolved")


def answer_and_resolve(engineer: AuthenticatedClient, ticket: Ticket) -> None:
    number = str(ticket.number)
    reply = NewMessage(body="Please pull the plug.")
    message = answered(Message, post_message.sync_detailed(number, client=engineer, body=reply))
    check(message.kind == MessageKind.RESPONSE, "an engineer responds")
    version = show_ticket.sync_detailed(number, client=engineer).headers["ETag"]
    change = TicketChange(status=TicketStatus.RESOLVED)
    answer = update_ticket.sync_detailed(number, client=engineer, body=change, if_match=version)
    check(answered(Ticket, answer).status == TicketStatus.RESOLVED, "it is resolved")
