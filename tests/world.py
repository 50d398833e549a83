"""The demonstration union, small, built once a worker into a database of its own; every test finds it untouched."""

from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from importlib import import_module
from zoneinfo import ZoneInfo

import time_machine
from django.db import connection, connections, transaction
from django.test import Client

from config.demo.world import World
from config.management.commands.demo import Command
from zhijia.kernels.access.models import User
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Person

from .furniture import furnish

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # late in the second year: much has happened
SCALE = 0.06


# --- databases beside the one the other tests share ---


@contextmanager
def clone(suffix):
    """A copy of the database in use, under another name; gone afterwards."""
    creation = connection.creation
    connection.close()
    creation.clone_test_db(suffix, verbosity=0)
    try:
        yield creation.get_test_db_clone_settings(suffix)["NAME"]
    finally:
        connection.close()
        creation.destroy_test_db(suffix=suffix, verbosity=0)


@contextmanager
def using(name):
    """This process, new threads included, works on that database; what the test began on its own one waits."""
    settings, own = connections.settings["default"], connections["default"]
    kept, settings["NAME"] = settings["NAME"], name
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"], settings["NAME"] = own, kept


@contextmanager
def undone():
    """Whatever happens inside leaves no trace."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def clock(at=NOW):
    with time_machine.travel(at, tick=True):
        yield


# --- what stands in it ---


@transaction.atomic
def build_union(scale=SCALE, then=furnish):
    """Every folder shows itself as in the demonstration; then what only the tests need."""
    world = World(now=NOW, scale=scale)
    world.build()
    for config in Command.folders():
        import_module(f"{config.name}.demo").build(world)
    then(world)


class Union:
    """The world as a test finds it: who is who, and what a neighbour must never read."""

    @cached_property
    def users(self) -> dict[str, User]:
        return {user.username: user for user in User.objects.all()}

    @cached_property
    def units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in Unit.objects.all()}

    @property
    def college(self) -> Unit:
        return self.units["YL-CJ"]

    @cached_property
    def secrets(self) -> list[str]:
        """Names of the college's units and people that mean nobody else."""
        return self.only_here(Unit, Person)

    @cached_property
    def names_of_people(self) -> list[str]:
        """What even a page that names units must not tell."""
        return self.only_here(Person)

    def only_here(self, *models) -> list[str]:
        outside = "\n".join(self.names(Unit, Person, within=False))
        return [name for name in self.names(*models, within=True) if name not in outside and len(name) > 2]

    def names(self, *models, within):
        rows = [model.objects.under(self.college.path) for model in models]
        if not within:
            rows = [row.model.objects.exclude(pk__in=row.values("pk")) for row in rows]
        return [name for row in rows for name in row.values_list("name", flat=True)]

    def client(self, username) -> Client:
        client = Client(raise_request_exception=True)
        client.force_login(self.users[username])
        return client
