"""What the programs need of a client: to sign in, and to tell an answer from a problem."""

from typing import TypeVar

from deskhand_client import AuthenticatedClient, Client
from deskhand_client.api.accounts import sign_in
from deskhand_client.models import Problem, SignedIn
from deskhand_client.models import SignIn
from deskhand_client.types import Response

Answer = TypeVar("Answer")
Expected = TypeVar("Expected")


class Refused(Exception):
    """What the desk refused, with the problem that it answered."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.status} {problem.type_}: {problem.detail}")
        self.problem = problem


def answered(expected: type[Expected], answer: Response[Answer]) -> Expected:
    """The body of an answer. A problem is raised as `Refused`."""
    body = answer.parsed
    if isinstance(body, Problem):
        raise Refused(body)
    if not isinstance(body, expected):
        raise TypeError(f"{int(answer.status_code)} with {type(body).__name__} instead of {expected.__name__}")
    return body


def connect(address: str, login: str, password: str) -> AuthenticatedClient:
    """A client that acts for the person with this password."""
    answer = sign_in.sync_detailed(client=Client(base_url=address), body=SignIn(login=login, password=password))
    return AuthenticatedClient(base_url=address, token=answered(SignedIn, answer).access_token)


def check(holds: bool, what: str) -> None:
    """Ends the program where the desk does not do what it says."""
    if not holds:
        raise AssertionError(f"not as it should be: {what}")
