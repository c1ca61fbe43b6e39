"""What is taken for a secret, and what is not."""

from __future__ import annotations

import json

import pytest

from realtime_client._core.redaction import MASK, is_secret_name, mask_in_place, redact

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
    ],
)
def test_issued_keys_are_masked_wherever_they_stand(key: str) -> None:
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
    ],
)
def test_what_follows_a_word_that_announces_a_secret_is_masked(text: str, shown: str) -> None:
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


def test_redacting_twice_changes_nothing() -> None:
    once = redact(f'"authorization": "Bearer {KEY}", password="{UNMARKED}"')
    assert redact(once) == once == '"authorization": "Bearer ***", password="***"'


def test_blot_keeps_every_position() -> None:
    text = f'{{"a": "{KEY}", "authorization": "Bearer {UNMARKED}", "b": 1}}'
    blotted = mask_in_place(text)
    stars = f'{{"a": "{"*" * len(KEY)}", "authorization": "Bearer {"*" * len(UNMARKED)}", "b": 1}}'
    assert blotted == stars
    assert len(blotted) == len(text)


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
    ],
)
def test_names_that_announce_a_secret(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", ["token", "tokens", "input_tokens", "secretary", "type", "", "authorization_url"])
def test_names_that_announce_none(name: str) -> None:
    assert not is_secret_name(name)
