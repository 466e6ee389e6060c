from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "tandem.pages"
    verbose_name = "Screens that join contexts"
