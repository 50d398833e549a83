"""The numbers of a vote."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .shared import PersonChoice, members


class PollForm(forms.Form):
    """The numbers of one vote; the candidates' votes follow from who is on the ballot."""

    held_on = forms.DateField(label=_("选举日期"))
    expected = forms.IntegerField(label=_("应到人数"), min_value=1)
    attended = forms.IntegerField(label=_("实到人数"), min_value=0, help_text=_("不少于应到的三分之二，会议才有效。"))
    issued = forms.IntegerField(label=_("发出选票"), min_value=0)
    returned = forms.IntegerField(label=_("收回选票"), min_value=0, help_text=_("多于发出的，选举无效，须重新选举。"))
    void = forms.IntegerField(label=_("其中废票"), min_value=0, initial=0)
    scrutineers = forms.CharField(label=_("监票人"), max_length=100, help_text=_("几个人用、隔开；候选人不能监票。"))
    write_in = PersonChoice(
        label=_("另选人"), queryset=members(), required=False, help_text=_("选票上另填的人得票较多时登记，可以不填。")
    )
    write_in_votes = forms.IntegerField(label=_("另选人得票"), min_value=0, required=False)
    KINDS = (("approve", _("赞成")), ("oppose", _("反对")), ("abstain", _("弃权")))

    def __init__(self, *args, rows=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            for kind, label in self.KINDS:
                said = _("%(name)s%(kind)s") % {"name": row.person.name, "kind": label}
                self.fields[f"{kind}-{row.pk}"] = forms.IntegerField(
                    label=said, min_value=0, required=kind == "approve", initial=None if kind == "approve" else 0
                )

    def votes(self) -> dict:
        said = self.cleaned_data
        return {row.pk: tuple(said[f"{kind}-{row.pk}"] or 0 for kind, _label in self.KINDS) for row in self.rows}

    def lines(self):
        """(candidate, its three boxes) for the table of the page."""
        return [(row, [self[f"{kind}-{row.pk}"] for kind, _label in self.KINDS]) for row in self.rows]

    def head(self):
        """The boxes above the table."""
        return [self[name] for name in self.base_fields if not name.startswith("write_in")]

    def tail(self):
        return [self["write_in"], self["write_in_votes"]]
