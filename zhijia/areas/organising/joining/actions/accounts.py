"""The account of a member who came in online: the telephone to sign in with, a password of their own."""

from django.db import transaction

from zhijia.kernels.people import actions as people


@transaction.atomic
def open_own_account(*, person, password):
    """The username is made from the file and needs not be remembered: one signs in by telephone."""
    return people.open_account(person=person, username=f"hy{person.pk}", password=password)
