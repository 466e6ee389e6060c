from django.urls import path

from tandem.sign_in.views import coming_in, own

urlpatterns = [
    path("sign-in/", coming_in.sign_in, name="sign_in"),
    path("sign-in/demonstration/", coming_in.sign_in_as, name="sign_in_as"),
    path("sign-in/forgotten/", coming_in.forgotten, name="forgotten"),
    path("sign-out/", coming_in.sign_out, name="sign_out"),
    path("set-up/<str:secret>/", coming_in.set_up, name="set_up"),
    path("my-sign-in/", own.my_sign_in, name="my_sign_in"),
    path("my-sign-in/everywhere/", own.sign_out_everywhere, name="sign_out_everywhere"),
    path("my-sign-in/<str:session>/end/", own.end_session, name="end_session"),
]
