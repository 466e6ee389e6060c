from django.urls import path

from tandem.accounts.views import people, sign_in, tokens, workspace

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/demonstration/", sign_in.sign_in_as, name="sign_in_as"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("set-up/<str:secret>/", sign_in.set_up, name="set_up"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/sides/", people.change_sides, name="change_sides"),
    path("people/<int:person_id>/role/", people.change_role, name="change_role"),
    path("people/<int:person_id>/deactivate/", people.deactivate, name="deactivate_person"),
    path("people/<int:person_id>/reactivate/", people.reactivate, name="reactivate_person"),
    path("people/<int:person_id>/link/", people.renew_link, name="renew_link"),
    path("settings/", workspace.settings, name="settings"),
    path("settings/departments/", workspace.departments, name="departments"),
    path("settings/tokens/", tokens.tokens, name="tokens"),
    path("settings/tokens/<int:token_id>/revoke/", tokens.revoke_token, name="revoke_token"),
]
