from django.urls import path

from tandem.scenarios.views import badge, deciding, trying

_HOME = "initiatives/<int:initiative_id>/whatif/"
_ONE = f"{_HOME}<int:scenario_id>/"

urlpatterns = [
    path(
        "initiatives/<int:initiative_id>/promises/<int:promise_id>.svg",
        badge.promise_badge,
        name="promise_badge",
    ),
    path(_HOME, trying.scenarios, name="scenarios"),
    path(f"{_HOME}new/", trying.start_scenario, name="start_scenario"),
    path(f"{_HOME}compare/", trying.compare_scenarios, name="compare_scenarios"),
    path(_ONE, trying.scenario, name="scenario"),
    path(f"{_ONE}levers/", trying.move_levers, name="move_levers"),
    path(f"{_ONE}name/", trying.rename_scenario, name="rename_scenario"),
    path(f"{_ONE}share/", trying.share_scenario, name="share_scenario"),
    path(f"{_ONE}remove/", trying.remove_scenario, name="remove_scenario"),
    path(f"{_ONE}carry/", trying.carry_over, name="carry_over"),
    path(f"{_ONE}propose/", deciding.propose_scenario, name="propose_scenario"),
    path(f"{_ONE}back/", deciding.take_proposal_back, name="take_proposal_back"),
    path(f"{_ONE}yes/", deciding.agree_to_scenario, name="agree_to_scenario"),
    path(f"{_ONE}no/", deciding.decline_scenario, name="decline_scenario"),
    path(f"{_ONE}table/", deciding.open_table, name="open_table"),
    path(f"{_ONE}table/leave/", deciding.leave_table, name="leave_table"),
    path(f"{_ONE}deal/", deciding.press_deal, name="press_deal"),
    path(f"{_ONE}deal/no/", deciding.decline_deal, name="decline_deal"),
    path(f"{_ONE}deal/back/", deciding.take_deal_back, name="take_deal_back"),
]
