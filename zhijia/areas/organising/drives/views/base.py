"""What the pages of drives share."""

from datetime import date

from django.utils.functional import cached_property

from zhijia.web.pages import found

from ..models import Drive, Goal

DRIVES = Drive.objects.select_related("unit")
GOALS = Goal.objects.select_related("unit", "drive__unit")


def day_asked(page, drive) -> date:
    """`?on=2026-06-30`, else today; never after the drive."""
    try:
        day = date.fromisoformat(page.request.GET.get("on", ""))
    except ValueError:
        day = page.today
    return drive.last_day(min(day, page.today))


class OfDrive:
    """Lists of one drive."""

    @cached_property
    def drive(self):
        return found(DRIVES.visible_to(self.request.user).filter(pk=self.kwargs["pk"]))
