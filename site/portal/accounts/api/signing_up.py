"""Signing up and setting a forgotten password, each by a code of the mail; allauth's forms and flows."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import password_reset, signup
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.accounts.errors import ProcessDead, TooManyAttempts, WrongMailedCode
from portal.accounts.forms import ForgottenForm, SignupForm
from portal.core.errors import DomainError
from portal.core.inputs import Text, YesNo

from . import processes
from .base import DoorView, plain

# What allauth's form calls what we call otherwise.
NAMES = {"password1": "password"}


class NewLogin(serializers.Serializer[Any]):
    """As on the page: `privacy` says that the data may be used to give and keep appointments."""

    full_name = Text(max_length=120)
    email = serializers.EmailField(max_length=254)
    password = Text(max_length=4096, trim_whitespace=False)
    privacy = YesNo()


class Address(serializers.Serializer[Any]):
    """Whose password is to be set anew."""

    email = serializers.EmailField(max_length=254)


class Process(serializers.Serializer[Any]):
    """To be sent back with the code of the mail within `expires_in` seconds."""

    process = serializers.CharField(read_only=True)
    expires_in = serializers.IntegerField(read_only=True)


class Code(serializers.Serializer[Any]):
    """What was answered when the code was asked for, and the code."""

    process = Text(max_length=200)
    code = Text(max_length=20)


class NewPassword(Code):
    """The new password besides."""

    password = Text(max_length=4096, trim_whitespace=False)


def _answer(process: str) -> Response:
    seconds = settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT
    return Response({"process": process, "expires_in": seconds}, status=202)


def _cleaned(form: Any) -> Any:
    """The form, or its errors in the API's shape, under the names of the API."""
    if form.is_valid():
        return form
    wrong = {NAMES.get(name, name): list(words) for name, words in form.errors.items()}
    raise serializers.ValidationError(wrong)


class Register(DoorView):
    """Makes a client's login and mails a code; the same answer where the address is known already."""

    @extend_schema(
        request=NewLogin, responses={202: Process}, operation_id="register", tags=["auth"]
    )
    def post(self, request: Request) -> Response:
        asked = NewLogin(data=request.data)
        asked.is_valid(raise_exception=True)
        if not ratelimit.consume(plain(request), action="signup"):
            raise TooManyAttempts()
        answers: list[Any] = []
        process = processes.begin(
            plain(request), lambda: answers.append(_sign_up(plain(request), asked.validated_data))
        )
        if answers[0].status_code == 429:
            raise TooManyAttempts()
        return _answer(process)


def _sign_up(request: HttpRequest, data: dict[str, Any]) -> Any:
    """What allauth answers to its form; of two at once with one address the second is told as known."""
    fields = {**data, "password1": data["password"]}
    for _attempt in range(2):
        form = _cleaned(SignupForm(fields))
        if form.account_already_exists:
            # It takes as long as it would for an address nobody knows.
            make_password(data["password"])
        try:
            with transaction.atomic():
                user, response = form.try_save(request)
                return response or signup.complete_signup(request, user=user)
        except IntegrityError:
            continue
    raise TooManyAttempts()


class ConfirmRegister(DoorView):
    """The code shows that the address is one's own; then one may log in."""

    refusals = {"post": (404, 422)}

    @extend_schema(
        request=Code, responses={204: None}, operation_id="confirm_register", tags=["auth"]
    )
    def post(self, request: Request) -> Response:
        asked = Code(data=request.data)
        asked.is_valid(raise_exception=True)
        data, http = asked.validated_data, plain(request)
        processes.go_on(http, data["process"], lambda: _confirm(http, data["code"]))
        return Response(status=204)


def _confirm(request: HttpRequest, code: str) -> DomainError | None:
    process = EmailVerificationProcess.resume(request)
    if refusal := _refusal(process, code):
        return refusal
    assert process is not None
    if process.finish() is None:
        return ProcessDead()
    processes.end(request)
    return None


def _refusal(process: Any, code: str) -> DomainError | None:
    """Why the code does not count; a wrong one is written down. Codes nobody was sent match nothing."""
    if process is None:
        return ProcessDead()
    known = process.user is not None and not process.state.get("account_already_exists")
    if known and compare_user_code(actual=code, expected=process.code):
        return None
    process.record_invalid_attempt()
    return WrongMailedCode()


class ForgottenPassword(DoorView):
    """Mails a code to whoever has a login there; the same answer for everybody else."""

    @extend_schema(
        request=Address, responses={202: Process}, operation_id="reset_password", tags=["auth"]
    )
    def post(self, request: Request) -> Response:
        asked = Address(data=request.data)
        asked.is_valid(raise_exception=True)
        http = plain(request)
        form = _cleaned(ForgottenForm(asked.validated_data))
        key = form.cleaned_data["email"].lower()
        if not ratelimit.consume(http, action="reset_password", key=key):
            raise TooManyAttempts()
        return _answer(processes.begin(http, lambda: form.save(http)))


class ConfirmForgottenPassword(DoorView):
    """Sets the password by the code; every session and token of the login ends, its owner is told."""

    refusals = {"post": (404, 422)}

    @extend_schema(
        request=NewPassword,
        responses={204: None},
        operation_id="confirm_reset_password",
        tags=["auth"],
    )
    def post(self, request: Request) -> Response:
        asked = NewPassword(data=request.data)
        asked.is_valid(raise_exception=True)
        data, http = asked.validated_data, plain(request)
        processes.go_on(http, data["process"], lambda: _reset(http, data["code"], data["password"]))
        return Response(status=204)


def _reset(request: HttpRequest, code: str, password: str) -> Exception | None:
    process = PasswordResetVerificationProcess.resume(request)
    if refusal := _refusal(process, code):
        return refusal
    assert process is not None
    user: Any = process.user
    if not user.is_active:
        return ProcessDead()
    process.confirm_code()
    try:
        get_adapter().clean_password(password, user=user)
    except ValidationError as error:
        return serializers.ValidationError({"password": error.messages})
    password_reset.reset_password(user, password)
    process.finish()
    processes.end(request)
    return None
