from django.urls import path

from tandem.sign_in.views import (
    coming_in,
    confirming,
    halfway,
    inviting,
    own,
    passkeys,
    second_factor,
)

urlpatterns = [
    path("sign-in/", coming_in.sign_in, name="sign_in"),
    path("sign-in/demonstration/", coming_in.sign_in_as, name="sign_in_as"),
    path("sign-in/code/", halfway.sign_in_code, name="sign_in_code"),
    path(
        "sign-in/passkey/begin/",
        passkeys.begin_sign_in_by_passkey,
        name="begin_sign_in_by_passkey",
    ),
    path("sign-in/passkey/", passkeys.sign_in_by_passkey, name="sign_in_by_passkey"),
    path("sign-in/forgotten/", coming_in.forgotten, name="forgotten"),
    path("sign-out/", coming_in.sign_out, name="sign_out"),
    path("set-up/<str:secret>/", coming_in.set_up, name="set_up"),
    path("my-sign-in/", own.my_sign_in, name="my_sign_in"),
    path("my-sign-in/confirm/", confirming.confirm, name="confirm"),
    path("my-sign-in/confirm/passkey/", confirming.begin_confirming, name="begin_confirming"),
    path("my-sign-in/password/", own.change_password, name="change_password"),
    path("my-sign-in/everywhere/", own.sign_out_everywhere, name="sign_out_everywhere"),
    path("my-sign-in/second-factor/", second_factor.set_up_code_app, name="set_up_code_app"),
    path(
        "my-sign-in/second-factor/remove/",
        second_factor.remove_second_factor,
        name="remove_second_factor",
    ),
    path("my-sign-in/passkeys/", passkeys.add_passkey, name="add_passkey"),
    path("my-sign-in/passkeys/begin/", passkeys.begin_passkey, name="begin_passkey"),
    path(
        "my-sign-in/passkeys/<int:passkey_id>/remove/",
        passkeys.remove_passkey,
        name="remove_passkey",
    ),
    path("my-sign-in/recovery-codes/", second_factor.recovery_codes, name="recovery_codes"),
    path("people/<int:person_id>/invite/", inviting.invite, name="invite_by_mail"),
    path(
        "people/<int:person_id>/invite/end/",
        inviting.take_back,
        name="take_invitation_back",
    ),
    path(
        "people/<int:person_id>/second-factor/",
        second_factor.take_off_second_factor,
        name="take_off_second_factor",
    ),
    path("settings/sign-in/", second_factor.sign_in_settings, name="sign_in_settings"),
    path("my-sign-in/<str:session>/end/", own.end_session, name="end_session"),
]
