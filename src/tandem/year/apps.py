from django.apps import AppConfig


class YearConfig(AppConfig):
    name = "tandem.year"
    verbose_name = "Fixed dates, freezes, windows"
