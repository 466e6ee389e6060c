from django.urls import path

from tandem.upkeep.views import people

urlpatterns = [
    path("people/list/", people.people_list, name="people_list"),
]
