"""Forms: one renderer, scoped choices, widgets of the office."""

from functools import reduce
from operator import or_

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinLengthValidator, MinValueValidator
from django.db.models import Q
from django.forms.models import construct_instance
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from .keys import fitting

__all__ = [
    "Camera",
    "DateInput",
    "FactsForm",
    "Picker",
    "Pickers",
    "Renderer",
    "Rows",
    "dress",
    "dress_fields",
    "pick_from_many",
    "scope_choices",
]

MOST = 2**31 - 1  # what a column of whole numbers holds


class Renderer(TemplatesSetting):
    """Settings: FORM_RENDERER = "zhijia.web.forms.Renderer"."""

    form_template_name = "web/form/fields.html"
    field_template_name = "web/form/field.html"


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None, format="%Y-%m-%d"):
        super().__init__(attrs, format)


class Camera(forms.ClearableFileInput):
    """A file that a phone may take with its camera."""

    def __init__(self, attrs=None):
        super().__init__({"accept": "image/*,application/pdf", "capture": "environment", **(attrs or {})})


class FactsForm(forms.ModelForm):
    """Fields as their model describes them. What concerns several of them the action says, beside its field."""

    def _post_clean(self):
        self.instance = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        try:
            self.instance.clean_fields(exclude=self._get_validation_exclusions())
        except ValidationError as faults:
            self._update_errors(faults)


def scope_choices(form, user, ability="view"):
    """A select may offer, and so accept, only what its user can see."""
    for field in form.fields.values():
        if hasattr(getattr(field, "queryset", None), "visible_to"):
            field.queryset = field.queryset.visible_to(user, getattr(field, "ability", None) or ability)
    return form


class Rows(forms.ModelMultipleChoiceField):
    """Several rows at once. A key no row could have is a choice that does not exist, here as with a single one."""

    def clean(self, value):
        for key in value if isinstance(value, list | tuple) else ():
            if not fitting(self.queryset.model, [key]):
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key[:40]})
        return super().clean(value)


class Picker(forms.Select):
    """A search box over many rows: a few letters of the name or its initials, then one choice.

    Options come from the page itself (`?pick=<field>&pq=<text>`, see FormPage), cut to what the user may choose.
    """

    template_name = "web/widgets/picker.html"

    def optgroups(self, name, value, attrs=None):
        return []

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        kept = value[0] if isinstance(value, (list, tuple)) else value
        context["widget"] |= {"kept": "" if kept is None else kept, "said": self.said(kept)}
        return context

    def said(self, value):
        """What the chosen row is called."""
        queryset = getattr(self.choices, "queryset", None)
        try:
            row = queryset.filter(pk=value).first() if queryset is not None and value else None
        except (TypeError, ValueError):
            row = None
        return self.choices.field.label_from_instance(row) if row else ""


class Pickers(Picker, forms.SelectMultiple):
    """The same search box for several rows: each one found stands below it, ticked, until the tick is taken away."""

    template_name = "web/widgets/pickers.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        context["widget"]["chosen"] = [(key, said) for key in value or () if (said := self.said(key))]
        return context


FEW = 40  # rows one may still look through in a plain select


def pick_from_many(form):
    """Selects over many rows become search boxes."""
    for field in form.fields.values():
        plain = isinstance(field, forms.ModelChoiceField) and type(field.widget) is forms.Select
        if plain and field.queryset[: FEW + 1].count() > FEW:
            field.widget = Picker(field.widget.attrs)
            field.widget.is_required = field.required
            field.widget.choices = field.choices
    return form


def found_in(queryset, text, limit=20):
    """Rows whose name, initials, title or code hold the text; whether more would; whether one can search at all.

    Rows that know better how they are looked for (`queryset.find(text)`) are asked themselves; those that are
    `asked_only` are not for leafing through.
    """
    if not text and getattr(queryset, "asked_only", False):
        return [], True, True
    if text and hasattr(queryset, "find"):
        rows = list(queryset.find(text)[: limit + 1])
        return rows[:limit], len(rows) > limit, True
    columns = {f.name for f in queryset.model._meta.fields}
    names = [name for name in ("name", "short_name", "initials", "title", "number", "code") if name in columns]
    if text and names:
        queryset = queryset.filter(reduce(or_, (Q(**{f"{name}__icontains": text}) for name in names)))
    rows = list(queryset[: limit + 1])
    return rows[:limit], len(rows) > limit, bool(names)


CLASSES = (
    ((forms.CheckboxSelectMultiple, forms.RadioSelect), ""),
    (Picker, "form-control"),
    (forms.CheckboxInput, "form-check-input"),
    ((forms.Select, forms.SelectMultiple), "form-select"),
    (forms.Widget, "form-control"),
)


def dress(form):
    """Tabler classes, date pickers, plain words: what every field of every form gets; red where it is wrong."""
    dress_fields(form)
    for name in form.errors if form.is_bound else ():  # asked last: it validates with the words set above
        if name in form.fields:
            add_class(form.fields[name].widget, "is-invalid")
    return form


def dress_fields(form):
    """The same without a look at what was typed: the page may still cut choices or take fields away."""
    for field in form.fields.values():
        dress_field(field)
    return form


def dress_field(field):
    if type(field.widget) is forms.DateInput:
        field.widget = DateInput(field.widget.attrs)
    ask_plainly(field)
    say_what_is_missing(field)
    field.validators = [said_plainly(validator) for validator in field.validators]
    if type(field) is forms.IntegerField and field.max_value is None:
        field.validators.append(MaxValueValidator(MOST, _("数字太大，请核对是否多打了几位")))
    if isinstance(field.widget, forms.Textarea) and field.widget.attrs.get("rows") == "10":  # Django's default
        field.widget.attrs["rows"] = 4
    add_class(field.widget, next(css for kinds, css in CLASSES if isinstance(field.widget, kinds)))


def add_class(widget, css):
    kept = widget.attrs.get("class", "").split()
    widget.attrs["class"] = " ".join(dict.fromkeys([*kept, *css.split()]))


def say_what_is_missing(field):
    """“请填写姓名” rather than “这个字段是必填项”."""
    if not field.label or field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
        return
    if isinstance(field.widget, forms.CheckboxInput):
        field.error_messages["required"] = _("请勾选“%(label)s”") % {"label": field.label}
    elif isinstance(field, forms.ChoiceField):
        field.error_messages["required"] = _("请选择%(label)s") % {"label": field.label}
    elif isinstance(field, forms.FileField):
        field.error_messages["required"] = _("请选择%(label)s文件") % {"label": field.label}
    else:
        field.error_messages["required"] = _("请填写%(label)s") % {"label": field.label}


LIMITS = {  # “最多50个字” rather than “确保该变量包含不超过 50 字符”
    MaxLengthValidator: _("最多%(limit_value)s个字，现在有%(show_value)s个，请改短"),
    MinLengthValidator: _("至少%(limit_value)s个字，现在只有%(show_value)s个，请补充"),
    MaxValueValidator: _("不能大于%(limit_value)s，请核对"),
    MinValueValidator: _("不能小于%(limit_value)s，请核对"),
}


def said_plainly(validator):
    """The same limit in the office's words; one with words of its own keeps them."""
    words = LIMITS.get(type(validator))
    return type(validator)(validator.limit_value, words) if words and "message" not in vars(validator) else validator


def ask_plainly(field):
    """The empty option says what to do."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == "---------":
            field.empty_label = _("请选择")
            field.widget.choices = field.choices
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
        field.choices = [(value, _("请选择") if label == "---------" else label) for value, label in field.choices]
