from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "zhijia.kernels.records"

    def ready(self):
        from .registry import kinds

        kinds.discover()
