"""Redaction: what is masked and what is left alone."""

from __future__ import annotations

import json

import pytest

from realtime_client._core.redaction import (
    MASK,
    is_secret_name,
    mask_in_place,
    may_hold_secret,
    redact,
    redacted,
    shown_url,
)

KEY = "sk-test-0123456789abcdef"
UNMARKED = "hunter2hunter2"


@pytest.mark.parametrize(
    "key",
    [
        KEY,
        "sk-proj-Test_0123456789",
        "ek_test_0123456789abcdef",
        "ek-0123456789",
        "rk_test_0123456789",
        "sess-0123456789abcdef",
        "eph_0123456789",
        "whsec_MDEyMzQ1Njc4OWFiY2RlZg==",
        "xai-0123456789",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N",
    ],
)
def test_issued_keys_are_masked_anywhere(key: str) -> None:
    assert redact(key) == MASK
    assert redact(f"before {key} after") == f"before {MASK} after"
    assert redact(f"('{key}', \"{key}\")") == f"('{MASK}', \"{MASK}\")"
    assert redact(f"key_{key}") == f"key_{MASK}"
    assert redact(f"{key}\n{key}") == f"{MASK}\n{MASK}"


@pytest.mark.parametrize("before", ["\n", "\t", "\r", "\x1b", "\u2028", "é", '"', "\\"])
def test_keys_are_masked_after_an_escape(before: str) -> None:
    text = f"a{before}{KEY}"
    for written in (text, repr(text), json.dumps(text), json.dumps(json.dumps(text))):
        assert "0123456789" not in redact(written)
        assert "0123456789" not in mask_in_place(written)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"Bearer {UNMARKED}", "Bearer ***"),
        (f"authorization: basic {UNMARKED}", "authorization: basic ***"),
        (f"Authorization: {UNMARKED}", "Authorization: ***"),
        (f'{{"authorization": "Bearer {UNMARKED}"}}', '{"authorization": "Bearer ***"}'),
        (f"{{'Authorization':'{UNMARKED}'}}", "{'Authorization':'***'}"),
        (f"authorization='Bearer {UNMARKED}'", "authorization='Bearer ***'"),
        (f'"api_key": "{UNMARKED}"', '"api_key": "***"'),
        (f"api-key: {UNMARKED}", "api-key: ***"),
        (f"xi-api-key:{UNMARKED}", "xi-api-key:***"),
        (f"wss://host/realtime?api-key={UNMARKED}", "wss://host/realtime?api-key=***"),
        (f"APIKEY = '{UNMARKED}'", "APIKEY = '***'"),
        (f'"client_secret":"{UNMARKED}"', '"client_secret":"***"'),
        (f'"access_token": "{UNMARKED}"', '"access_token": "***"'),
        (f"password='{UNMARKED}')", "password='***')"),
        (f'{{\\"secret\\": \\"{UNMARKED}\\"}}', '{\\"secret\\": \\"***\\"}'),
        (f"[(b'api-key', b'{UNMARKED}')]", "[(b'api-key', b'***')]"),
        (f"https://user:{UNMARKED}@host/v1", "https://***@host/v1"),
        (f"https://host/v1?key={UNMARKED}&a=b", "https://host/v1?key=***&a=b"),
        (f"https://host/v1?a=b&sig={UNMARKED}", "https://host/v1?a=b&sig=***"),
    ],
)
def test_values_of_secret_names_are_masked(text: str, shown: str) -> None:
    assert redact(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "task-force-0123456789",
        "desk_0123456789abcdef",
        "sk-short",
        "resp_0123456789abcdef, item_0123456789abcdef",
        '"input_tokens": 132, "token_limit": "inf"',
        "the secret of a good answer: brevity",
        "the token was refused",
        '"type": "token"',
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert redact(text) == text
    assert mask_in_place(text) == text


def test_redacting_is_idempotent() -> None:
    once = redact(f'"authorization": "Bearer {KEY}", password="{UNMARKED}"')
    assert redact(once) == once == '"authorization": "Bearer ***", password="***"'


def test_masking_in_place_keeps_positions() -> None:
    text = f'{{"a": "{KEY}", "authorization": "Bearer {UNMARKED}", "b": 1}}'
    masked = mask_in_place(text)
    stars = f'{{"a": "{"*" * len(KEY)}", "authorization": "{"*" * len(f"Bearer {UNMARKED}")}", "b": 1}}'
    assert masked == stars
    assert len(masked) == len(text)


@pytest.mark.parametrize(
    "name",
    [
        "api_key",
        "apikey",
        "x-api-key",
        "Authorization",
        "client_secret",
        "secret",
        "password",
        "db_password",
        "access_token",
        "auth-token",
        "accessToken",
        "clientSecret",
        "Set-Cookie",
        "credentials",
        "private_key",
    ],
)
def test_secret_names(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", ["token", "tokens", "input_tokens", "secretary", "type", "", "authorization_url"])
def test_other_names(name: str) -> None:
    assert not is_secret_name(name)


def test_secrets_in_parsed_values_are_masked_by_their_path() -> None:
    value = {
        "type": "session.update",
        "audio": "UklGRg==",
        "session": {
            "instructions": f"The key is {KEY}.",
            "tools": [
                {
                    "type": "mcp",
                    "server_url": f"https://host/sse?token={UNMARKED}",
                    "authorization": UNMARKED,
                    "headers": {"X-Tenant": UNMARKED, "X-Number": 7, "X-None": None},
                }
            ],
            "client_secret": {"value": UNMARKED, "expires_at": 1},
            "metadata": {"db_password": UNMARKED, "pin_password": 1234, "color": "red"},
            "settings": [{"name": "api_key", "value": UNMARKED}, {"name": "color", "value": "red"}],
            "token": UNMARKED,
        },
        "logprobs": [{"token": "Hello", "logprob": -0.1}],
        "usage": {"input_tokens": 3, "has_secret": True},
    }
    again = redacted(value)
    assert UNMARKED not in json.dumps(again)
    assert KEY not in json.dumps(again)
    session = again["session"]
    assert session["tools"][0]["headers"] == {"X-Tenant": MASK, "X-Number": MASK, "X-None": None}
    assert session["client_secret"] == {"value": MASK, "expires_at": 1}
    assert session["metadata"] == {"db_password": MASK, "pin_password": MASK, "color": "red"}
    assert session["settings"] == [{"name": "api_key", "value": MASK}, {"name": "color", "value": "red"}]
    assert session["token"] == MASK
    assert again["logprobs"] == value["logprobs"]
    assert again["usage"] == value["usage"]
    assert value["session"]["tools"][0]["authorization"] == UNMARKED, "the original stays as it is"  # type: ignore[index]
    assert list(again) == list(value)


def test_deeply_nested_values_are_redacted() -> None:
    value: object = {"secret": UNMARKED}
    for _ in range(5_000):
        value = [value]
    again = redacted(value)
    for _ in range(5_000):
        again = again[0]
    assert again == {"secret": MASK}


def test_value_next_to_its_expiry_is_a_secret() -> None:
    assert redacted({"value": UNMARKED, "expires_at": 1}) == {"value": MASK, "expires_at": 1}
    assert redacted({"value": UNMARKED}) == {"value": UNMARKED}


def test_keys_that_are_no_text_name_no_secret() -> None:
    value: dict[object, object] = {1: UNMARKED, None: UNMARKED, "a": (UNMARKED,)}
    assert redacted(value) == {1: UNMARKED, None: UNMARKED, "a": [UNMARKED]}


@pytest.mark.parametrize("length", [150, 250, 10_000])
def test_text_of_any_length_is_searched(length: int) -> None:
    around = "a b " * (length // 4)
    assert redact(f"{around}{KEY} {around}") == f"{around}{MASK} {around}"


def test_text_that_may_hold_a_secret_is_recognized() -> None:
    assert may_hold_secret(f"The key is {KEY.upper()}.")
    assert not may_hold_secret("Good evening.")


def test_long_audio_is_not_searched() -> None:
    audio = "UklGRiQAAABXQVZF+/09" * 200_000
    assert redact(audio) is audio


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"wss://user:{UNMARKED}@host:1/v1/realtime?api-key={UNMARKED}#a", "wss://host:1/v1/realtime"),
        (f"https://host/{KEY}/v1", "https://host/***/v1"),
        ("http://[::1", "(invalid URL)"),
        ("/v1", "/v1"),
    ],
)
def test_shown_url(url: str, shown: str) -> None:
    assert shown_url(url) == shown
