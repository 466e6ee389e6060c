"""What a person fills in about work. The services check it again; forms only read it."""

from tandem.work.forms.cells import CellForm, EstimateLineField, LimitsForm, PeopleField
from tandem.work.forms.fields import SHARED, MaybeSomebodyField, sides
from tandem.work.forms.item import (
    AssignForm,
    BlockForm,
    CheckForm,
    DayForm,
    EditForm,
    EstimateForm,
    LineForm,
    LinkForm,
    MoveForm,
    TickForm,
    UndoForm,
    WaitForm,
)

__all__ = [
    "SHARED",
    "AssignForm",
    "BlockForm",
    "CellForm",
    "CheckForm",
    "DayForm",
    "EditForm",
    "EstimateForm",
    "EstimateLineField",
    "LimitsForm",
    "LineForm",
    "LinkForm",
    "MaybeSomebodyField",
    "MoveForm",
    "PeopleField",
    "TickForm",
    "UndoForm",
    "WaitForm",
    "sides",
]
