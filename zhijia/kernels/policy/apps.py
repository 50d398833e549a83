from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "zhijia.kernels.policy"

    def ready(self):
        from .registry import keys

        keys.discover()
