from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "tandem.systems"
    verbose_name = "Systems and what data they hold"
