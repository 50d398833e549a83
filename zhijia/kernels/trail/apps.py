from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "zhijia.kernels.trail"

    def ready(self):
        from zhijia.base import noting

        from . import keeper

        noting.plug(keeper)
