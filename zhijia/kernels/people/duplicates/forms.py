from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.web import formats

from ..models import Person
from .actions import CHOICES, Chosen

SIDES = ("first", "second")


def row_words(person):
    tail = gettext("证件尾号 %(tail)s") % {"tail": person.id_tail} if person.id_tail else gettext("没有证件号")
    return f"{person.name}（{person.home}，{tail}）"


def episode_words(episode):
    since = gettext("%(day)s 起") % {"day": formats.day(episode.joined_on)}
    return f"{episode.unit.name}（{since}，{episode.get_state_display()}）"


class MergeForm(forms.Form):
    """Which row stays, which fact is right where they differ, and what happens to what there can be only one of."""

    keep = forms.ChoiceField(label=_("保留哪一份档案"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("认定为同一人的理由"), max_length=200, help_text=_("例如：两份档案手机号相同，已与本人核对")
    )

    def __init__(self, *args, pair, shown, episodes, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair
        people = [pair.first, pair.second]
        self.fields["keep"].choices = [(side, row_words(one)) for side, one in zip(SIDES, people, strict=True)]
        for fact, values in shown.items():
            self.fields[f"fact_{fact}"] = forms.ChoiceField(
                label=Person._meta.get_field(fact).verbose_name,
                choices=list(zip(SIDES, values, strict=True)),
                widget=forms.RadioSelect,
            )
        if len(episodes) > 1:
            self.fields["membership"] = forms.ChoiceField(
                label=_("哪一段会籍继续"),
                choices=[(one.pk, episode_words(one)) for one in episodes],
                widget=forms.RadioSelect,
                help_text=_("选现在工作的那个单位。另一段今天终止，以前的记录照旧"),
            )
        accounts = [person.user for person in people if person.user_id]
        if len(accounts) > 1:
            self.fields["account"] = forms.ChoiceField(
                label=_("哪个账号继续用"),
                choices=[(user.pk, f"{user.username}（{user}）") for user in accounts],
                widget=forms.RadioSelect,
                help_text=_("另一个账号停用"),
            )
        self.order_fields(["keep", *[name for name in self.fields if name not in ("keep", "reason")], "reason"])

    @property
    def kept_and_merged(self):
        pair = (self.pair.first, self.pair.second)
        return pair if self.cleaned_data["keep"] == "first" else pair[::-1]

    @property
    def chosen(self) -> Chosen:
        data = self.cleaned_data
        kept = data["keep"]
        other = {fact for fact in CHOICES if data.get(f"fact_{fact}", kept) != kept}
        keys = {name: int(data[name]) for name in ("membership", "account") if data.get(name)}
        return Chosen(data["reason"], frozenset(other), **keys)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class FindForm(forms.Form):
    """Nothing to ask: the unit is the one chosen above."""
