"""Drives a running desk: DESK is its address, LOGIN and PASSWORD are those of a superadmin."""

import os

from .desk import connect
from .events import follow
from .tour import meet, tour
from .webhooks import webhooks

address = os.environ.get("DESK", "http://127.0.0.1:8080")
admin = connect(address, os.environ.get("LOGIN", "admin"), os.environ["PASSWORD"])
people = meet(address, admin)
tour(people)
follow(people.customer)
webhooks()
