"""Every installed folder with a `urls` module answers at /<its label>/; only the web floor sits at the root."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path


def folder_urls() -> list[URLPattern | URLResolver]:
    """One include per folder, so that a new folder never edits this file."""
    folders = [app for app in apps.get_app_configs() if app.name.startswith("zhijia.")]
    return [
        path("" if app.label == "web" else f"{app.label}/", include(f"{app.name}.urls"))
        for app in folders
        if find_spec(f"{app.name}.urls")
    ]


urlpatterns = [*folder_urls(), path("accounts/", include("allauth.urls"))]

handler400 = "zhijia.web.errors.bad_request"
handler403 = "zhijia.web.errors.forbidden"
handler404 = "zhijia.web.errors.not_found"
handler500 = "zhijia.web.errors.broken"
