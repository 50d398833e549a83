"""What the walk through the house needs: somebody with an account and an application of their own."""

from zhijia.areas.organising.joining import actions, notices
from zhijia.areas.organising.joining.links import token_of
from zhijia.areas.organising.joining.models import Invitation
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Employment

WORDS = {
    "place": lambda: [token_of(unit) for unit in Unit.objects.filter(code__in=["YL-CJ", "YL-CJ-01"])],
    "slip": lambda: list(Invitation.objects.public().order_by("pk").values_list("token", flat=True)),
}


def furnish(world):
    insider, college = world.users["insider"], world.units["YL-CJ"]
    one = world.crowd.one()
    asked = actions.Asked(one.name, one.id_number, one.phone, Employment.Kind.ESTABLISHED.value)
    application = actions.apply(unit=college, asked=asked, consents=dict(notices.CURRENT), at=world.now)
    chair = world.users["college_chair"]
    actions.rule_applications(cases=[application.case], by=chair, ruling="approve", at=world.now)
    application.refresh_from_db()
    if not hasattr(insider, "person"):
        application.person.user = insider
        application.person.save(update_fields=["user"])
    else:  # another folder has already given them a person
        application.person = insider.person
        application.save(update_fields=["person"])
