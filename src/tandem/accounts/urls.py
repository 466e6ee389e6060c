from django.urls import path

from tandem.accounts.views import availability, people, sign_in, tokens, working, workspace

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/demonstration/", sign_in.sign_in_as, name="sign_in_as"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("set-up/<str:secret>/", sign_in.set_up, name="set_up"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/in-short/", working.in_short, name="in_short"),
    path("people/how-to-work-with-me/", working.how_to_work, name="how_to_work"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/work/", working.working_time, name="working_time"),
    path("people/<int:person_id>/place/", people.place, name="place_person"),
    path("people/<int:person_id>/sides/", people.change_sides, name="change_sides"),
    path("people/<int:person_id>/role/", people.change_role, name="change_role"),
    path("people/<int:person_id>/deactivate/", people.deactivate, name="deactivate_person"),
    path("people/<int:person_id>/reactivate/", people.reactivate, name="reactivate_person"),
    path("people/<int:person_id>/link/", people.renew_link, name="renew_link"),
    path("people/<int:person_id>/deputy/", availability.name_deputy, name="name_deputy"),
    path("people/<int:person_id>/absences/", availability.add_absence, name="add_absence"),
    path(
        "people/<int:person_id>/absences/<int:absence_id>/end/",
        availability.end_absence,
        name="end_absence",
    ),
    path("settings/sides/", availability.sides, name="sides"),
    path("settings/sides/<str:lane>/", availability.change_side, name="change_side"),
    path(
        "settings/departments/<int:department_id>/",
        availability.change_department,
        name="change_department",
    ),
    path("settings/", workspace.settings, name="settings"),
    path("settings/departments/", workspace.departments, name="departments"),
    path("settings/tokens/", tokens.tokens, name="tokens"),
    path("settings/tokens/<int:token_id>/revoke/", tokens.revoke_token, name="revoke_token"),
]
