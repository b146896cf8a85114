"""Makes a webhook at the desk, takes its test delivery, and keeps it in a file for the clients: take_delivery.py FILE.

The desk is at DESK; LOGIN and PASSWORD sign an admin in.
"""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

API = os.environ["DESK"] + "/api/v1"
taken: dict[str, Any] = {}


class Receiver(BaseHTTPRequestHandler):
    """Takes one delivery."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name: self.headers[name] for name in ("webhook-id", "webhook-timestamp", "webhook-signature")}
        taken.update(body=body.decode(), headers=headers)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """The delivery itself is enough."""


def post(path: str, body: dict[str, Any], token: str = "") -> dict[str, Any]:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"} if token else {"Content-Type": "application/json"}
    with urlopen(Request(API + path, json.dumps(body).encode(), headers), timeout=20) as answer:
        return json.load(answer)


def main() -> None:
    token = post("/auth/signin", {"login": os.environ["LOGIN"], "password": os.environ["PASSWORD"]})["access_token"]
    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        server.timeout = 20
        webhook = post("/webhooks", {"url": f"http://127.0.0.1:{server.server_port}/", "kinds": ["ticket_opened"]}, token)
        post(f"/webhooks/{webhook['id']}/test", {}, token)
        server.handle_request()
    if not taken:
        sys.exit("the desk sent no delivery within 20 s")
    Path(sys.argv[1]).write_text(json.dumps({"secret": webhook["secret"], **taken}))


if __name__ == "__main__":
    main()
