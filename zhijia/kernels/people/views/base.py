"""A verb with a day on a form."""

from zhijia.base.verdict import Refused
from zhijia.kernels.org.rules import is_over
from zhijia.web.pages import FormPage


class Dated(FormPage):
    """Days that have not come yet are refused: what is to happen later is applied for, not carried out."""

    days = ("on",)

    def get_initial(self):
        return {self.days[0]: self.today}

    def act(self, form):
        for name in self.days:
            day = form.cleaned_data.get(name)
            verdict = is_over(day, self.today) if day else None
            if verdict is not None and not verdict:
                raise Refused([reason._replace(field=name) for reason in verdict.reasons])
        return self.do(form)

    def do(self, form):
        raise NotImplementedError
