"""Schemes, versions of terms, periods. Terms are typed as five ways to pay, each switched on or left out."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.base.money import YuanField
from zhijia.base.verdict import Refused
from zhijia.kernels.org.forms import UnitField
from zhijia.web.forms import DateInput, FactsForm, dress

from ..models import Period, Scheme
from ..rules import KIND_NAMES, Kind

CODES = {
    Kind.BANDED: "inpatient",
    Kind.PER_DIEM: "daily",
    Kind.BY_DIAGNOSIS: "critical",
    Kind.BY_COST: "large_cost",
    Kind.DEATH: "death",
}
OWN = {  # which fields of a benefit each way to pay reads
    Kind.BANDED: ["deductible", "cap"],
    Kind.PER_DIEM: ["flat_days", "flat", "per_day", "max_days", "cap"],
    Kind.BY_DIAGNOSIS: ["lump", "once"],
    Kind.BY_COST: ["start", "start_included", "cap"],
    Kind.DEATH: ["lump"],
}
CHOICES = [(kind.value, KIND_NAMES[kind]) for kind in Kind]
BANDS, LUMPS = 6, 8
LAW = ["effective_from", "source", "clause", "verified"]
FEES = ["fee_first", "fee_renewal", "personal_min", "max_age"]
HOW = ["per_stay", "decided_by", "waiting_days", "claim_days"]


class SchemeForm(FactsForm):
    unit = UnitField(label=_("主办单位"), ability="approve")

    class Meta:
        model = Scheme
        fields = ["unit", "code", "name"]
        help_texts = {"code": _("全平台唯一，定下后不再更改，例如 YL-HZ")}


class PeriodForm(FactsForm):
    class Meta:
        model = Period
        fields = ["number", "enrol_from", "enrol_to", "starts_on", "ends_on"]
        widgets = dict.fromkeys(("enrol_from", "enrol_to", "starts_on", "ends_on"), DateInput)
        help_texts = {
            "ends_on": _("保障到这一天为止（含当天）"),
            "starts_on": _("这一天生效的条款适用于整期，以后修订不影响本期"),
        }

    groups = [
        (_("期次"), ["number"]),
        (_("参互办理"), ["enrol_from", "enrol_to"]),
        (_("保障期"), ["starts_on", "ends_on"]),
    ]


class BandForm(forms.Form):
    upto = YuanField(label=_("至（元）"), required=False, min_fen=1)
    share = forms.DecimalField(label=_("比例（%）"), required=False, min_value=0, max_value=100, decimal_places=2)


class LumpForm(forms.Form):
    upto = YuanField(label=_("至（元）"), required=False, min_fen=1)
    lump = YuanField(label=_("定额（元）"), required=False, min_fen=1)


def formset(form, count):
    return forms.formset_factory(form, extra=count, max_num=count, validate_max=True)


class BenefitForm(forms.Form):
    """One way to pay; only its own fields are asked for."""

    on = forms.BooleanField(required=False)
    name = forms.CharField(label=_("项目名称"), max_length=40, required=False)
    deductible = YuanField(label=_("起付线"), required=False)
    start = YuanField(label=_("补助起点"), required=False)
    start_included = forms.BooleanField(label=_("起点含本数"), required=False)
    flat_days = forms.IntegerField(label=_("定额适用的天数"), required=False, min_value=0, max_value=366)
    flat = YuanField(label=_("这些天以内的定额"), required=False)
    per_day = YuanField(label=_("超过后每天补助"), required=False)
    max_days = forms.IntegerField(label=_("最多计几天"), required=False, min_value=1, max_value=366)
    lump = YuanField(label=_("一次性补助"), required=False)
    once = forms.BooleanField(label=_("每期只补助一次"), required=False)
    cap = YuanField(label=_("每人每期封顶"), required=False, help_text=_("不封顶的空着"))
    pending = forms.BooleanField(label=_("这一项的金额或比例还没有核定"), required=False)

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in set(self.fields) - {"on", "name", "pending", *OWN[kind]}:
            del self.fields[name]
        self.fields["on"].label = _("采用：%(name)s") % {"name": KIND_NAMES[kind]}
        self.fields["name"].initial = KIND_NAMES[kind]

    @property
    def rest(self):
        return [field for field in self.visible_fields() if field.name != "on"]

    def benefit(self, bands, exclusive) -> dict:
        """As the action takes it; what was left empty keeps the model's own default."""
        data = self.cleaned_data
        names = [name for name in OWN[self.kind] if name not in ("start", "start_included")]
        typed = {name: data[name] for name in names if data.get(name) is not None}
        return typed | {
            "code": CODES[self.kind],
            "kind": self.kind.value,
            "name": data["name"] or KIND_NAMES[self.kind],
            "verified": not data["pending"],
            "excludes": "A" if self.kind in exclusive else "",
            "bands": bands,
        }


class TermsForm(forms.Form):
    """A whole version. The parts below stand in the same <form>, each with its own prefix."""

    effective_from = forms.DateField(label=_("生效日期"), widget=DateInput)
    source = forms.CharField(label=_("依据文件"), max_length=100, required=False, help_text=_("文件名称和文号"))
    clause = forms.CharField(label=_("条款"), max_length=100, required=False)
    verified = forms.BooleanField(
        label=_("已按文件核定"), required=False, help_text=_("没有勾选的，凡用到的地方都标“示例/待核定”")
    )
    fee_first = YuanField(label=_("首次参互每人缴费"))
    fee_renewal = YuanField(label=_("续保每人缴费"))
    personal_min = YuanField(label=_("个人最低承担"), required=False)
    max_age = forms.IntegerField(label=_("参互年龄上限（周岁）"), required=False, min_value=16, max_value=120)
    per_stay = forms.TypedChoiceField(
        label=_("一期内多次住院"),
        choices=[("", _("费用合并后计算")), ("1", _("每次单独计算"))],
        coerce=bool,
        empty_value=False,
        required=False,
    )
    decided_by = forms.ChoiceField(
        label=_("跨期住院按哪天归期"), choices=[("admission", _("入院日期")), ("discharge", _("出院日期"))]
    )
    waiting_days = forms.IntegerField(label=_("首次参互等待期（天）"), required=False, min_value=0, max_value=366)
    claim_days = forms.IntegerField(
        label=_("出院后申请期限（天）"), required=False, min_value=1, help_text=_("不限的空着")
    )
    exclusive = forms.MultipleChoiceField(
        label=_("互斥：同一期只享受其中一项"),
        choices=CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    joint_a = forms.MultipleChoiceField(
        label=_("合计封顶一：哪些项目"), choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    joint_a_cap = YuanField(label=_("合计封顶一：不超过"), required=False)
    joint_b = forms.MultipleChoiceField(
        label=_("合计封顶二：哪些项目"), choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    joint_b_cap = YuanField(label=_("合计封顶二：不超过"), required=False)

    groups = [(_("依据"), LAW), (_("缴费"), FEES), (_("怎样计算"), HOW)]
    limits = ["exclusive", "joint_a", "joint_a_cap", "joint_b", "joint_b_cap"]

    def __init__(self, data=None, files=None, *, terms=None, **kwargs):
        initial = facts_of(terms) if terms else {}
        super().__init__(data, files, **{**kwargs, "initial": initial | kwargs.get("initial", {})})
        kept = {benefit.kind: benefit for benefit in terms.benefits.prefetch_related("bands")} if terms else {}
        self.benefits = [
            BenefitForm(data, prefix=kind.value, kind=kind, initial=benefit_facts(kept.get(kind.value)))
            for kind in Kind
        ]
        self.bands = formset(BandForm, BANDS)(data, prefix="bands", initial=shares_of(kept.get(Kind.BANDED.value)))
        self.lumps = formset(LumpForm, LUMPS)(data, prefix="lumps", initial=lumps_of(kept.get(Kind.BY_COST.value)))
        for part in [*self.benefits, *self.bands, *self.lumps]:
            dress(part)

    @property
    def parts(self):
        """Each way to pay with the table of bands that belongs to it."""
        tables = {Kind.BANDED: self.bands, Kind.BY_COST: self.lumps}
        return [(benefit, tables.get(benefit.kind)) for benefit in self.benefits]

    @property
    def law(self):
        return [(legend, [self[name] for name in names]) for legend, names in self.groups]

    @property
    def limiting(self):
        return [self[name] for name in self.limits]

    def is_valid(self):
        parts = [*self.benefits, self.bands, self.lumps]
        sound = not [part for part in parts if not part.is_valid()]  # every part says what is wrong with it
        if not sound and self.is_bound:
            self.add_error(None, _("补助项目里有填写不对的地方，请看标红的格子"))
        return super().is_valid() and sound

    def terms(self) -> dict:
        """What `set_terms` takes."""
        data = self.cleaned_data
        facts = {name: data[name] for name in [*LAW, *FEES, *HOW]}
        for name in ("personal_min", "waiting_days"):
            facts[name] = facts[name] or 0
        on = [benefit for benefit in self.benefits if benefit.cleaned_data["on"]]
        bands = {Kind.BANDED: self.share_bands, Kind.BY_COST: self.lump_bands}
        made = [benefit.benefit(bands.get(benefit.kind, list)(), data["exclusive"]) for benefit in on]
        return facts | {"benefits": made, "joint_caps": list(self.joint_caps())}

    def joint_caps(self):
        for name in ("joint_a", "joint_b"):
            kinds, cap = self.cleaned_data[name], self.cleaned_data[f"{name}_cap"]
            if bool(kinds) != (cap is not None):
                raise Refused(_("合计封顶要同时填写项目和金额"))
            if kinds:
                yield tuple(CODES[Kind(kind)] for kind in kinds), cap

    def share_bands(self):
        rows = [row.cleaned_data for row in self.bands if row.cleaned_data.get("share")]
        return chained(rows, 0, lambda row: {"ratio": row["share"] / Decimal(100)})

    def lump_bands(self):
        rows = [row.cleaned_data for row in self.lumps if row.cleaned_data.get("lump")]
        first = next(benefit for benefit in self.benefits if benefit.kind == Kind.BY_COST).cleaned_data
        made = chained(rows, first.get("start") or 0, lambda row: {"lump": row["lump"]})
        for band in made[:1]:
            band["from_included"] = bool(first.get("start_included"))
        return made


def chained(rows, above, what) -> list[dict]:
    """Each band begins where the one before ended."""
    made = []
    for row in rows:
        made.append({"above": above, "upto": row.get("upto"), **what(row)})
        above = row.get("upto") or above
    return made


# --- what stands in the fields when a new version starts from the last one ---


def facts_of(terms) -> dict:
    facts = {name: getattr(terms, name) for name in [*LAW, *FEES, *HOW] if name != "effective_from"}
    facts["per_stay"] = "1" if terms.per_stay else ""
    kinds = {benefit.code: benefit.kind for benefit in terms.benefits.all()}
    facts["exclusive"] = [benefit.kind for benefit in terms.benefits.all() if benefit.excludes]
    for name, joint in zip(("joint_a", "joint_b"), terms.joint_caps.all(), strict=False):
        facts[name] = [kinds[code] for code in joint.benefits.split() if code in kinds]
        facts[f"{name}_cap"] = joint.cap
    return facts


def benefit_facts(benefit) -> dict:
    if benefit is None:
        return {}
    facts = {name: getattr(benefit, name, None) for own in OWN.values() for name in own}
    first = next(iter(benefit.bands.all()), None)
    if first:
        facts |= {"start": first.above, "start_included": first.from_included}
    return facts | {"on": True, "name": benefit.name, "pending": not benefit.verified}


def shares_of(benefit) -> list[dict]:
    bands = benefit.bands.all() if benefit else ()
    return [{"upto": band.upto, "share": f"{(band.ratio * 100).normalize():f}"} for band in bands]


def lumps_of(benefit) -> list[dict]:
    bands = benefit.bands.all() if benefit else ()
    return [{"upto": band.upto, "lump": band.lump} for band in bands]
