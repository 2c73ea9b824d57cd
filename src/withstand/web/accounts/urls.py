"""Addresses of accounts and sessions."""

from __future__ import annotations

from django.urls import path

from withstand.web.accounts import admin_views, own_views, session_views

urlpatterns = [
    path("sign-in/", session_views.sign_in, name="sign-in"),
    path("sign-in/code/", session_views.second_factor, name="second-factor"),
    path("sign-out/", session_views.sign_out, name="sign-out"),
    path("screen/lock/", session_views.lock_screen, name="lock-screen"),
    path("screen/", session_views.reopen, name="reopen"),
    path("welcome/<str:token>/", own_views.welcome, name="welcome"),
    path("recovery-codes/", own_views.recovery_codes, name="recovery-codes"),
    path("language/", own_views.choose_language, name="language"),
    path("account/", own_views.own_account, name="own-account"),
    path("account/codes/", own_views.fresh_codes, name="fresh-codes"),
    path("accounts/", admin_views.accounts, name="accounts"),
    path("accounts/new/", admin_views.new_account, name="new-account"),
    path("accounts/<int:number>/", admin_views.change_account, name="change-account"),
    path("accounts/<int:number>/switch/", admin_views.switch_account, name="switch-account"),
    path("accounts/<int:number>/reset/", admin_views.reset_account, name="reset-account"),
    path("accounts/log/", admin_views.audit_log, name="audit-log"),
]
