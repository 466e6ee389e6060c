from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "tandem.talk"
    verbose_name = "Comments, questions, decisions, approvals"
