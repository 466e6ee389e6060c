from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "tandem.lists"
    verbose_name = "Saved and shared views of lists"
