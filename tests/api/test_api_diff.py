"""What breaks clients is found, and what does not is not."""

import copy
import json
import unittest
from pathlib import Path
from typing import Any, Callable

from api_diff.operations import compare

Document = dict[str, Any]
REFERENCE = "#/components/schemas/"


def small() -> Document:
    def ref(name: str) -> Document:
        return {"$ref": REFERENCE + name}

    return {
        "paths": {
            "/api/v1/tickets": {
                "post": {
                    "operationId": "open_ticket",
                    "security": [],
                    "parameters": [
                        {"in": "query", "name": "dry_run", "schema": {"type": "boolean"}},
                        {"in": "header", "name": "Idempotency-Key", "schema": {"type": "string", "maxLength": 255}},
                    ],
                    "requestBody": {"content": {"application/json": {"schema": ref("NewTicket")}}},
                    "responses": {
                        "201": {"headers": {"Location": {}}, "content": {"application/json": {"schema": ref("Ticket")}}},
                        "409": {},
                    },
                }
            }
        },
        "webhooks": {"event": {"post": {
            "operationId": "webhook_event",
            "requestBody": {"required": True, "content": {"application/json": {"schema": ref("Event")}}},
            "responses": {"2XX": {}},
        }}},
        "components": {"schemas": {
            "NewTicket": {
                "type": "object", "additionalProperties": False, "required": ["title"],
                "properties": {
                    "title": {"type": "string", "minLength": 1, "maxLength": 200},
                    "priority": ref("Priority"),
                    "parent": {"oneOf": [{"type": "integer"}, {"type": "string"}, {"type": "null"}]},
                },
            },
            "Ticket": {
                "type": "object", "required": ["id", "priority", "parts"],
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "priority": ref("Priority"),
                    "parts": {"type": "array", "items": ref("Ticket")},
                    "rating": {"oneOf": [ref("Rating"), {"type": "null"}]},
                },
            },
            "Rating": {"allOf": [{"type": "object", "properties": {"stars": {"type": "integer"}}, "required": ["stars"]}]},
            "Priority": {"type": "string", "enum": ["low", "high"]},
            "Event": {"type": "object", "required": ["type"], "properties": {"type": {"type": "string"}}},
        }},
    }


def schema(name: str) -> Callable[[Document], Document]:
    def found(document: Document) -> Document:
        schemas: dict[str, Document] = document["components"]["schemas"]
        return schemas[name]

    return found


def operation(document: Document) -> Document:
    item: dict[str, Document] = document["paths"]["/api/v1/tickets"]
    return item["post"]


class Breaking(unittest.TestCase):
    def changes(self, change: Callable[[Document], object]) -> list[str]:
        old, new = small(), small()
        change(new)
        return [str(found) for found in compare(old, new) if found.breaks]

    def breaks(self, change: Callable[[Document], object], expected: str) -> None:
        self.assertEqual(self.changes(change), [expected])

    def test_operations(self) -> None:
        post = "POST /api/v1/tickets"
        self.breaks(lambda d: d["paths"].clear(), f"{post}: is gone")
        self.breaks(lambda d: d["webhooks"].clear(), "POST event: is gone")
        self.breaks(lambda d: operation(d).update(operationId="new"), f"{post}: its operationId is new instead of open_ticket")
        self.breaks(lambda d: operation(d).update(security=[{"bearer": []}]), f"{post}: needs a sign-in now")
        self.breaks(lambda d: operation(d)["responses"].pop("409"), f"{post} 409: is no longer an answer")
        self.breaks(lambda d: operation(d)["responses"]["201"]["headers"].clear(), f"{post} 201: has no header Location any more")
        self.breaks(lambda d: operation(d)["responses"]["201"]["content"].clear(), f"{post} 201 application/json: is gone")
        self.breaks(lambda d: operation(d)["requestBody"].update(required=True), f"{post} body: is required now")
        self.breaks(lambda d: operation(d).pop("requestBody"), f"{post} body: is gone")

    def test_parameters(self) -> None:
        post = "POST /api/v1/tickets"
        self.breaks(lambda d: operation(d)["parameters"].pop(0), f"{post} query parameter dry_run: is gone")
        self.breaks(lambda d: operation(d)["parameters"][0].update(required=True), f"{post} query parameter dry_run: is required now")
        self.breaks(
            lambda d: operation(d)["parameters"].append({"in": "query", "name": "why", "required": True, "schema": {}}),
            f"{post} query parameter why: is new and required",
        )
        self.breaks(
            lambda d: operation(d)["parameters"][1]["schema"].update(maxLength=64),
            f"{post} header parameter Idempotency-Key: maxLength is 64 instead of 255",
        )

    def test_requests(self) -> None:
        new = schema("NewTicket")
        self.breaks(lambda d: new(d)["properties"].pop("priority"), "NewTicket (request) .priority: is gone")
        self.breaks(lambda d: new(d)["required"].append("priority"), "NewTicket (request) .priority: is required now")
        self.breaks(lambda d: new(d)["properties"]["title"].update(type="integer"), "NewTicket (request) .title: is integer instead of string")
        self.breaks(lambda d: new(d)["properties"]["title"].update(minLength=3), "NewTicket (request) .title: minLength is 3 instead of 1")
        self.breaks(lambda d: new(d)["properties"]["title"].update(pattern="^a"), "NewTicket (request) .title: its pattern is ^a instead of None")
        self.breaks(lambda d: new(d)["properties"]["title"].update(enum=["a"]), "NewTicket (request) .title: has a list of words now")
        self.breaks(lambda d: new(d)["properties"]["parent"]["oneOf"].pop(), "NewTicket (request) .parent: null is refused now")
        self.breaks(lambda d: new(d)["properties"]["parent"]["oneOf"].pop(0), 'NewTicket (request) .parent: is no longer a "integer"')
        self.breaks(lambda d: schema("Priority")(d)["enum"].remove("low"), "Priority (request): the word 'low' is gone")

        def required(document: Document) -> None:
            new(document)["properties"]["why"] = {"type": "string"}
            new(document)["required"].append("why")

        self.breaks(required, "NewTicket (request) .why: is new and required")

    def test_answers(self) -> None:
        ticket = schema("Ticket")
        self.breaks(lambda d: ticket(d)["properties"].pop("rating"), "Ticket (answer) .rating: is gone")
        self.breaks(lambda d: ticket(d)["required"].remove("id"), "Ticket (answer) .id: may be missing now")
        self.breaks(lambda d: ticket(d)["properties"]["id"].update(type=["string", "null"]), "Ticket (answer) .id: may be null now")
        self.breaks(lambda d: ticket(d)["properties"]["id"].update(format="int64"), "Ticket (answer) .id: its format is int64 instead of uuid")
        self.breaks(lambda d: ticket(d)["properties"]["id"].update(type=["string", "integer"]), "Ticket (answer) .id: is integer or string instead of string")
        self.breaks(lambda d: schema("Rating")(d)["allOf"][0]["properties"].clear(), "Rating (answer) .stars: is gone")
        self.breaks(
            lambda d: ticket(d)["properties"].update(priority={"oneOf": [{"$ref": REFERENCE + "Priority"}, {"type": "null"}]}),
            "Ticket (answer) .priority: may be null now",
        )
        self.breaks(lambda d: schema("Event")(d)["properties"].clear(), "Event (answer) .type: is gone")

    def test_a_schema_with_another_name(self) -> None:
        def rename(document: Document) -> None:
            schemas = document["components"]["schemas"]
            schemas["Event2"] = schemas.pop("Event")
            body = document["webhooks"]["event"]["post"]["requestBody"]["content"]["application/json"]
            body["schema"] = {"$ref": REFERENCE + "Event2"}

        self.breaks(rename, "POST event body application/json: the schema Event is called Event2")


class Harmless(unittest.TestCase):
    def test_what_adds_and_widens(self) -> None:
        def grow(document: Document) -> None:
            document["paths"]["/new"] = copy.deepcopy(document["paths"]["/api/v1/tickets"])
            operation(document)["parameters"].append({"in": "query", "name": "why", "schema": {}})
            operation(document)["responses"]["410"] = {}
            operation(document)["summary"] = "Other words."
            schemas = document["components"]["schemas"]
            schemas["NewTicket"]["properties"]["why"] = {"type": "string"}
            schemas["NewTicket"]["properties"]["title"]["maxLength"] = 400
            schemas["Ticket"]["properties"]["why"] = {"type": "string"}
            schemas["Ticket"]["required"].append("rating")
            schemas["Priority"]["enum"].append("urgent")

        new = small()
        grow(new)
        changes = compare(small(), new)
        self.assertEqual([str(change) for change in changes if change.breaks], [])
        self.assertEqual(
            sorted(str(change) for change in changes),
            [
                "NewTicket (request) .why: is new",
                "POST /api/v1/tickets 410: is a new answer",
                "POST /api/v1/tickets query parameter why: is new",
                "POST /new: is new",
                "Priority (answer): the word 'urgent' is new",
                "Priority (request): the word 'urgent' is new",
                "Ticket (answer) .why: is new",
            ],
        )

    def test_the_document_of_the_project_is_like_itself_and_every_part_of_it_is_read(self) -> None:
        document = json.loads((Path(__file__).parents[2] / "docs/openapi.json").read_text())
        self.assertEqual(compare(document, document), [])
        for name, schema_ in document["components"]["schemas"].items():
            if "properties" not in schema_:
                continue
            less = copy.deepcopy(document)
            less["components"]["schemas"][name]["properties"].clear()
            self.assertTrue(any(change.breaks for change in compare(document, less)), name)


if __name__ == "__main__":
    unittest.main()
