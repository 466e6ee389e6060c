from django.urls import path

from tandem.plans.views import forecast, looking_back, money, scope

_HOME = "initiatives/<int:initiative_id>/scope/"
_LIST = f"{_HOME}lists/<int:list_id>/"

urlpatterns = [
    path(_HOME, scope.scope, name="scope"),
    path(f"{_HOME}ask/", scope.ask_budget, name="ask_budget"),
    path(f"{_HOME}budget/", scope.give_budget, name="give_budget"),
    path(f"{_HOME}refusal/", scope.refuse_budget, name="refuse_budget"),
    path(f"{_HOME}weights/", scope.weigh, name="weigh"),
    path(f"{_HOME}days/", scope.limit_days, name="limit_days"),
    path(f"{_HOME}lists/", scope.hand_over_list, name="hand_over_list"),
    path(f"{_LIST}accept/", scope.accept_list, name="accept_list"),
    path(f"{_LIST}back/", scope.send_list_back, name="send_list_back"),
    path("initiatives/<int:initiative_id>/forecast/", forecast.forecast, name="forecast"),
    path("initiatives/<int:initiative_id>/promise/", forecast.promise_date, name="promise_date"),
    path("forecasts/", looking_back.looking_back, name="looking_back"),
    path("settings/money/", money.money, name="money"),
    path("settings/money/currency/", money.set_currency, name="set_currency"),
    path("settings/money/rates/", money.set_day_rate, name="set_day_rate"),
]
