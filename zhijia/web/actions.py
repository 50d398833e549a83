"""Verbs on saved views."""

from django.db import transaction

from zhijia.base.verdict import need

from .models import SavedView


@transaction.atomic
def save_view(*, by, page, name, query="", columns="", is_default=False) -> SavedView:
    """Keep a list as it is now, under a name; the same name again replaces it."""
    name = name.strip()
    need(name, "请给常用视图起一个名称", field="name").or_refuse()
    need(len(name) <= 30, "名称不超过30个字", field="name").or_refuse()
    need(len(query) <= 1000, "筛选条件过长，无法保存；请减少条件", field="name").or_refuse()
    if is_default:
        SavedView.objects.visible_to(by).of_page(page).update(is_default=False)
    kept = {"query": query, "columns": columns[:500], "is_default": is_default}
    return SavedView.objects.update_or_create(user=by, page=page, name=name, defaults=kept)[0]


@transaction.atomic
def drop_view(*, by, page, pk):
    SavedView.objects.visible_to(by).of_page(page).filter(pk=pk).delete()
