"""What other folders show on the page of a person: services received, cases, accounts.

from zhijia.kernels.people.panels import Panel, person_panel

@person_panel(order=20, ability="view")
def services(person, page):         # → Panel, or None to show nothing
    ...
"""

from zhijia.kernels.org.panels import Panel, show
from zhijia.web.shell import Sources

__all__ = ["Panel", "person_panel", "show"]

person_panel = Sources()
