from django.apps import AppConfig


class TraceConfig(AppConfig):
    name = "tandem.trace"
    verbose_name = "From what is asked for to what was built"
