from django.apps import AppConfig


class FlowConfig(AppConfig):
    name = "zhijia.engines.flow"

    def ready(self):
        from .registry import kinds

        kinds.discover()
