from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "tandem.assessment"
    verbose_name = "Affected systems, feasibility, holds"

    def ready(self) -> None:
        from tandem.assessment import events  # noqa: F401 - registers the words of this context
        from tandem.assessment.queries import uses_of_system
        from tandem.assessment.services.merging import carry_touches
        from tandem.systems.registry import carry_over_with, find_uses_with

        find_uses_with(uses_of_system)
        carry_over_with(carry_touches)
