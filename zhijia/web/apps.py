from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    name = "zhijia.web"
    label = "web"

    def ready(self):
        """Every folder's menu.py says what it adds to menu, home, search and 我的."""
        autodiscover_modules("menu")
