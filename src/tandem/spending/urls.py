from django.urls import path

from tandem.spending.views import all, spent  # noqa: A004

_HOME = "initiatives/<int:initiative_id>/money/"

urlpatterns = [
    path(_HOME, spent.spending, name="spending"),
    path(f"{_HOME}lines/", spent.add_budget_line, name="add_budget_line"),
    path(
        f"{_HOME}lines/<int:line_id>/remove/", spent.remove_budget_line, name="remove_budget_line"
    ),
    path(f"{_HOME}spent/", spent.note_actual, name="note_actual"),
    path(f"{_HOME}spent/<int:actual_id>/remove/", spent.remove_actual, name="remove_actual"),
    path(f"{_HOME}files/", spent.upload_expenses, name="upload_expenses"),
    path(f"{_HOME}files/<int:upload_id>/", spent.expenses, name="expenses"),
    path(f"{_HOME}export/", spent.export_spending, name="export_spending"),
    path("money/", all.all_spending, name="all_spending"),
    path("money/export/", all.export_all_spending, name="export_all_spending"),
    path("settings/spending/", all.spending_settings, name="spending_settings"),
    path("settings/spending/codes/", all.add_cost_code, name="add_cost_code"),
    path(
        "settings/spending/codes/<int:cost_code_id>/close/",
        all.close_cost_code,
        name="close_cost_code",
    ),
    path("settings/spending/rates/", all.set_currency_rates, name="set_currency_rates"),
]
