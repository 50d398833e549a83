from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "zhijia.kernels.exchange"

    def ready(self):
        from zhijia.base.sheets import imports

        from . import exporters

        imports.discover()
        exporters.plug()
