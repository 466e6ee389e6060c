"""Results in sentences, with the figures in them."""

from tandem.engine.explain.sentences import (
    explain_difference,
    explain_forecast,
    explain_schedule,
    explain_scope,
)

__all__ = ["explain_difference", "explain_forecast", "explain_schedule", "explain_scope"]
