"""What a person fills in about people, the workspace and tokens."""

from tandem.accounts.forms.people import (
    AbsenceForm,
    DemonstrationForm,
    DepartmentForm,
    DepartmentPeopleForm,
    DeputyForm,
    PasswordForm,
    PersonForm,
    ProgramLimitsForm,
    RoleForm,
    SetUpForm,
    SideForm,
    SidesForm,
    SignInForm,
    TokenForm,
    WorkspaceForm,
)
from tandem.accounts.forms.rota import PlanDutyForm, SwapDutyForm
from tandem.accounts.forms.teams import (
    TeamForm,
    TeamLiaisonForm,
    TeamNameForm,
    TeamPersonForm,
)
from tandem.accounts.forms.working import (
    HowToWorkForm,
    PlaceInCompanyForm,
    WorkingTimeForm,
)

__all__ = [
    "AbsenceForm",
    "DemonstrationForm",
    "DepartmentForm",
    "DepartmentPeopleForm",
    "DeputyForm",
    "HowToWorkForm",
    "PasswordForm",
    "PersonForm",
    "PlaceInCompanyForm",
    "PlanDutyForm",
    "ProgramLimitsForm",
    "RoleForm",
    "SetUpForm",
    "SideForm",
    "SidesForm",
    "SignInForm",
    "SwapDutyForm",
    "TeamForm",
    "TeamLiaisonForm",
    "TeamNameForm",
    "TeamPersonForm",
    "TokenForm",
    "WorkingTimeForm",
    "WorkspaceForm",
]
