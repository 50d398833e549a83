from django.apps import AppConfig


class FlowConfig(AppConfig):
    name = "zhijia.engines.flow"

    def ready(self):
        from zhijia.kernels.access import deeds

        from . import deputies
        from .registry import kinds

        kinds.discover()
        deeds.plug(deputies)
