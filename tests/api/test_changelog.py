"""The changelog must name what breaks clients."""

import unittest
from typing import Callable

from api_diff.changelog import announcements, is_announced
from api_diff.operations import compare
from test_api_diff import Document, schema, small


class Changelog(unittest.TestCase):
    TEXT = """# Changelog

## [Unreleased]

- Breaking: `POST /tickets` needs a sign-in,
  and `Rating` has no stars.
- `GET /users` is faster.

## [1.0.0]

- Breaking: `GET /users` is gone.
"""

    def announced(self, change: Callable[[Document], object]) -> bool:
        new = small()
        change(new)
        (found,) = [found for found in compare(small(), new) if found.breaks]
        return is_announced(found, announcements(self.TEXT))

    def test_an_entry_announces_what_it_names(self) -> None:
        self.assertEqual(announcements(self.TEXT), ["Breaking: `POST /tickets` needs a sign-in, and `Rating` has no stars."])
        self.assertTrue(self.announced(lambda d: d["paths"].clear()))
        self.assertFalse(self.announced(lambda d: d["webhooks"].clear()))
        self.assertFalse(self.announced(lambda d: schema("Ticket")(d)["required"].remove("id")))

    def test_a_longer_path_is_another_one(self) -> None:
        text = "## [Unreleased]\n\n- Breaking: `POST /tickets/{ticket}/take` is gone.\n"
        (found,) = [found for found in compare(small(), {**small(), "paths": {}}) if found.breaks]
        self.assertFalse(is_announced(found, announcements(text)))

    def test_a_changelog_without_its_part_is_a_fault(self) -> None:
        with self.assertRaises(ValueError):
            announcements("# Changelog\n")


if __name__ == "__main__":
    unittest.main()
