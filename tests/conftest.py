"""Fixtures of the tests that walk through the whole house."""

import os

import pytest

from .furniture import leave_an_import
from .world import Union, build_union, clock, clone, undone, using


@pytest.fixture(scope="session")
def world_database(django_db_setup, django_db_blocker):
    """Name of a database in which the small demonstration union stands."""
    with django_db_blocker.unblock(), clone("world") as name:
        with using(name), clock():
            if os.environ.get("ZHIJIA_PICTURES") == "1":  # for pictures, the whole of it and nothing else
                build_union(scale=1, then=leave_an_import)
            else:
                build_union()
        yield name


@pytest.fixture(scope="session")
def told(world_database, django_db_blocker):
    """Names that a neighbour must not read: the same in every test, so they are gathered once."""
    with django_db_blocker.unblock(), using(world_database), clock():
        return {name: getattr(Union(), name) for name in ("secrets", "names_of_people")}


@pytest.fixture
def world(world_database, told, db):
    with using(world_database), clock(), undone():
        union = Union()
        vars(union).update(told)
        yield union
