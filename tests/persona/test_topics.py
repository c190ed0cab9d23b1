"""What counts as being about a topic that an author wrote down, and what does not."""

from __future__ import annotations

import pytest

from companion.persona.topics import about, is_hollow

SECRETS = "passwords and PINs"
ACCOUNTS = "card and account numbers"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (SECRETS, "My password is hunter2."),
        (SECRETS, "I use the same passphrase everywhere."),
        (SECRETS, "My PIN is my birthday."),
        (SECRETS, "The pin for the card is 4711."),
        (SECRETS, "I forgot my pin again."),
        (SECRETS, "The door code is 8020."),
        ("PINs", "Her pin code changed."),
        ("Passwords", "The Wi-Fi password is on the fridge."),
        (ACCOUNTS, "It's 4111 1111 1111 1111, valid until May."),
        (ACCOUNTS, "Use 5500-0000-0000-0004."),
        (ACCOUNTS, "Send it to DE89 3704 0044 0532 0130 00, please."),
        (ACCOUNTS, "Send it to GB82WEST12345698765432 THANKS"),
        (ACCOUNTS, "My account is 12345678."),
        (ACCOUNTS, "I gave them my card number."),
        (ACCOUNTS, "The card ends in 4242."),
        ("bank details", "My IBAN is on the invoice."),
        ("phone numbers", "Call me on +49 421 5550123."),
        ("email addresses", "Write to ann@example.org."),
        ("my health", "I have diabetes."),
        ("health problems", "The doctor prescribed pills."),
        ("anything medical", "I had a panic attack on the bus."),
        ("illnesses", "My mother's illness came back."),
        ("money", "I earn 3000 euros a month."),
        ("religion and politics", "I pray every evening."),
        ("religion and politics", "We voted in the election."),
        ("my family", "My sisters live in Leeds."),
        ("Mum", "My mother rang."),
        ("my divorce", "We got divorced in May."),
        ("gambling", "I lost it at the casino."),
        ("dogs", "The puppy ate my shoes."),
        ("what I say about Tom", "Tom’s new flat is tiny."),
        ("my brother's court case", "My brother was in court today."),
        ("diagnoses", "They told me the diagnosis."),
        ("affairs", "It was an affair."),
        ("work, and my neighbours", "The neighbour complains about the piano."),
    ],
)
def test_what_is_said_about_a_topic_counts(line: str, said: str) -> None:
    assert about(said, ["something else entirely", line]) == line


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (SECRETS, "I pinned the map to the wall."),
        (SECRETS, "You could hear a pin drop."),
        (SECRETS, "I have a pin in my hip."),
        (SECRETS, "I pass the word on."),
        (ACCOUNTS, "I sent her a birthday card."),
        (ACCOUNTS, "I got a card from Tom in 2024."),
        (ACCOUNTS, "I have an account on Mastodon."),
        (ACCOUNTS, "The order is 4111 1111 1111 1112."),
        (ACCOUNTS, "There were a number of people."),
        (ACCOUNTS, "The part is DE89 3704 0044 0532 0130 02."),
        ("phone numbers", "I was born on 3 May 1988."),
        ("email addresses", "I was @ home."),
        ("my health", "I'll call you on Monday."),
        ("my health", "I grow tomatoes."),
        ("cars", "I'm caring for my aunt."),
        ("my brother's court case", "My brother plays chess."),
        ("home address", "I'm at home."),
        ("work problems", "I like rain."),
        ("Mum", "My aunt rang."),
        ("the", "The cat sat on the mat."),
        ("", "Nothing."),
    ],
)
def test_what_only_looks_alike_does_not(line: str, said: str) -> None:
    assert about(said, [line]) is None


@pytest.mark.parametrize(
    "line", ["", "...", "what is said", "anything and everything", "my problems", "&", "???"]
)
def test_a_line_of_hollow_words_names_nothing(line: str) -> None:
    assert is_hollow(line)
    assert about("Anything and everything is a problem.", [line]) is None


@pytest.mark.parametrize(
    "line", [SECRETS, ACCOUNTS, "health problems", "Tom", "1999", "what was promised, to whom"]
)
def test_a_line_that_names_something_is_not_hollow(line: str) -> None:
    assert not is_hollow(line)


def test_where_there_are_no_lines_nothing_counts() -> None:
    assert about("My PIN is 4711.", ()) is None


@pytest.mark.parametrize("said", ["", "\x00", "\ud800", "4" * 5000, "DE89 " * 800, "card " * 2000 + "ends"])
def test_strange_texts_are_about_nothing_and_are_seen_through_at_once(said: str) -> None:
    assert about(said, [ACCOUNTS, SECRETS, "phone numbers"]) is None
