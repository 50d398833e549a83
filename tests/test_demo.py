"""The demonstration as a command; what it builds is walked through in test_pages.py."""

import pytest
from django.core.management import CommandError, call_command

from zhijia.kernels.org.models import Unit


@pytest.mark.django_db
def test_where_real_people_are_kept_no_invented_ones_are_let_in(settings):
    settings.SYNTHETIC_IDS = False
    with pytest.raises(CommandError, match="正式环境不接受"):
        call_command("demo")
    assert not Unit.objects.exists()
