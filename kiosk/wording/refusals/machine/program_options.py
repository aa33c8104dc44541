"""Refusals of the program's options in words: by their variables, or at the desk beside their fields."""

from typing import assert_never

from kiosk.domain.codes import CODE_PLACEHOLDER
from kiosk.domain.refusals.machine.program_options import (
    DotenvUnreadable,
    NotATimeZone,
    OptionBreaksRule,
    OptionNotAllowed,
    OptionNotTaken,
    OptionOutOfRange,
    OptionProblem,
    OptionRule,
    OptionsWrong,
    OptionTooLong,
    OptionUnknown,
    ProgramOptionRefusal,
    SettingsFileUnreadable,
    VariableMisspelt,
)
from kiosk.settings import ENV_PREFIX
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number


def program_option_refusal(reason: ProgramOptionRefusal, audience: Audience) -> str:
    """Explains what is wrong with an option, or with the place it comes from.

    Args:
        reason: The fact.
        audience: Only a technician reads the names of variables.
    """
    match reason:
        case OptionsWrong(problems):
            return " ".join(_problem(each, audience) for each in problems)
        case SettingsFileUnreadable(path, detail):
            return _("The settings file {path} cannot be read: {detail}. Correct it or move it away.").format(
                path=path, detail=detail
            )
        case DotenvUnreadable(folder, detail):
            return _(
                "The file .env in {folder} cannot be read: {detail}. Correct it or move it away."
            ).format(folder=folder, detail=detail)
        case OptionUnknown(path, name, None):
            return _("The settings file {path} has an unknown option {name}.").format(
                path=path, name=repr(name)
            )
        case OptionUnknown(path, name, near):
            return _("The settings file {path} has an unknown option {name}. Did you mean {near}?").format(
                path=path, name=repr(name), near=repr(near)
            )
        case VariableMisspelt(name, near):
            return _(
                "{name} in the environment or the .env file here is not an option. Did you mean {near}?"
            ).format(name=name, near=_variable(near))
        case _:
            return _problem(reason, audience)


def _problem(problem: OptionProblem, audience: Audience) -> str:
    if audience is Audience.TECHNICIAN:
        return _problem_of_variable(problem, _variable(problem.option))
    return _problem_of_field(problem)


def _problem_of_variable(problem: OptionProblem, variable: str) -> str:
    match problem:
        case OptionBreaksRule(_option, rule):
            return _rule_of_variable(rule).format(variable=variable, code=CODE_PLACEHOLDER)
        case OptionOutOfRange(_option, least, most):
            return _("{variable}: write a number from {least} to {most}.").format(
                variable=variable, least=f"{least:g}", most=f"{most:g}"
            )
        case OptionTooLong(_option, most):
            return _("{variable}: write {most} characters at most.").format(
                variable=variable, most=number(most)
            )
        case OptionNotAllowed(_option, allowed):
            return _("{variable}: write one of {allowed}.").format(
                variable=variable, allowed=", ".join(allowed)
            )
        case NotATimeZone(_option, text):
            return _("{variable}: {text} is not a time zone; write one such as Europe/Bucharest.").format(
                variable=variable, text=repr(text)
            )
        case OptionNotTaken(_option, detail):
            return _("{variable}: {detail}.").format(variable=variable, detail=detail)
        case _:
            assert_never(problem)


def _rule_of_variable(rule: OptionRule) -> str:
    match rule:
        case OptionRule.WHOLE_NUMBER:
            return _("{variable}: write a whole number.")
        case OptionRule.NUMBER:
            return _("{variable}: write a number.")
        case OptionRule.TRUE_OR_FALSE:
            return _("{variable}: write true or false.")
        case OptionRule.NOT_EMPTY:
            return _("{variable}: it cannot be empty.")
        case OptionRule.URL_WITH_CODE:
            return _("{variable}: write an http:// or https:// address with {code} in it once.")
        case OptionRule.CAN_BE_SHOWN:
            return _("{variable}: the kiosk's name cannot be blank or hold control characters.")
        case OptionRule.POOL_MAX_NOT_BELOW_MIN:
            return _("KIOSK_POOL_MAX cannot be smaller than KIOSK_POOL_MIN.")
        case _:
            assert_never(rule)


def _problem_of_field(problem: OptionProblem) -> str:
    match problem:
        case OptionBreaksRule(_option, rule):
            return _rule_of_field(rule).format(code=CODE_PLACEHOLDER)
        case OptionOutOfRange(_option, least, most):
            return _("Write a number from {least} to {most}.").format(least=f"{least:g}", most=f"{most:g}")
        case OptionTooLong(_option, most):
            return _("Write {most} characters at most.").format(most=number(most))
        case OptionNotAllowed(_option, allowed):
            return _("Write one of {allowed}.").format(allowed=", ".join(allowed))
        case NotATimeZone(_option, text):
            return _("{text} is not a time zone; write one such as Europe/Bucharest.").format(text=repr(text))
        case OptionNotTaken(_option, detail):
            return _("This value is not taken: {detail}.").format(detail=detail)
        case _:
            assert_never(problem)


def _rule_of_field(rule: OptionRule) -> str:
    match rule:
        case OptionRule.WHOLE_NUMBER:
            return _("Write a whole number.")
        case OptionRule.NUMBER:
            return _("Write a number.")
        case OptionRule.TRUE_OR_FALSE:
            return _("Choose yes or no.")
        case OptionRule.NOT_EMPTY:
            return _("It cannot be empty.")
        case OptionRule.URL_WITH_CODE:
            return _("Write an http:// or https:// address with {code} in it once.")
        case OptionRule.CAN_BE_SHOWN:
            return _("The kiosk's name cannot be blank or hold control characters.")
        case OptionRule.POOL_MAX_NOT_BELOW_MIN:
            return _("The most connections cannot be fewer than those kept open.")
        case _:
            assert_never(rule)


def _variable(option: str) -> str:
    return f"{ENV_PREFIX}{option.upper()}"
