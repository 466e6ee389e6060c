"""What fits the budget: the scope of most value, and ways out when the musts don't fit."""

from tandem.engine.model.apart import NoAnswer
from tandem.engine.scope.beside import Chosen, NextItem
from tandem.engine.scope.chance import chance_within
from tandem.engine.scope.question import Item, ScopeHasFaults, ScopeQuestion, Wish, faults_of
from tandem.engine.scope.quick import choose_quickly
from tandem.engine.scope.run import Scope, WayOut, choose_scope

__all__ = [
    "Chosen",
    "Item",
    "NextItem",
    "NoAnswer",
    "Scope",
    "ScopeHasFaults",
    "ScopeQuestion",
    "WayOut",
    "Wish",
    "chance_within",
    "choose_quickly",
    "choose_scope",
    "faults_of",
]
