"""Two kinds of record. `occasion` is the number of the period, `fund` the code of the scheme, kept apart."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.records.registry import Kind, declare, origin

from .models.schemes import period_name


class Periods(Mapping):
    """“19” reads 第十九期. There is no end of numbers, so none is offered to choose from."""

    def __getitem__(self, code):
        if not code.isdigit():
            raise KeyError(code)
        return period_name(int(code))

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0


declare(Kind("mutual_aid.enrolment", _("医疗互助参互"), counting_unit=_("人次"), occasions=Periods()))
declare(Kind("mutual_aid.claim", _("医疗互助补助"), counting_unit=_("人次"), occasions=Periods()))
origin("mutual_aid.enrolment", "mutual_aid:enrolment")
origin("mutual_aid.claim", "mutual_aid:claim")
