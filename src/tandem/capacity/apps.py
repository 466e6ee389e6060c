from django.apps import AppConfig


class CapacityConfig(AppConfig):
    name = "tandem.capacity"
    verbose_name = "Capacity of teams"
