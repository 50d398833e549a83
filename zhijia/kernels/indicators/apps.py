from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "zhijia.kernels.indicators"

    def ready(self):
        from .base import indicators

        indicators.discover()
