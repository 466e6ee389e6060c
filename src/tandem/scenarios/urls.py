from django.urls import path

from tandem.scenarios.views import trying

_HOME = "initiatives/<int:initiative_id>/whatif/"
_ONE = f"{_HOME}<int:scenario_id>/"

urlpatterns = [
    path(_HOME, trying.scenarios, name="scenarios"),
    path(f"{_HOME}new/", trying.start_scenario, name="start_scenario"),
    path(f"{_HOME}compare/", trying.compare_scenarios, name="compare_scenarios"),
    path(_ONE, trying.scenario, name="scenario"),
    path(f"{_ONE}levers/", trying.move_levers, name="move_levers"),
    path(f"{_ONE}name/", trying.rename_scenario, name="rename_scenario"),
    path(f"{_ONE}share/", trying.share_scenario, name="share_scenario"),
    path(f"{_ONE}remove/", trying.remove_scenario, name="remove_scenario"),
    path(f"{_ONE}carry/", trying.carry_over, name="carry_over"),
]
