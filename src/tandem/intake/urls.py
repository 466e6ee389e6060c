from django.urls import path

from tandem.intake import views

urlpatterns = [
    path("settings/open-form/", views.open_form, name="open_form"),
    path("settings/open-form/renew/", views.renew_form_address, name="renew_form_address"),
    path("settings/open-form/close/", views.close_form, name="close_form"),
    path("ask/<slug:token>/", views.ask, name="ask"),
    path("asked/<slug:secret>/", views.asked, name="asked"),
]
