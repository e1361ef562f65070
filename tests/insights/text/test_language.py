"""Languages of single sentences, and what is done where the data tell another one."""

from __future__ import annotations

import doctest

import pytest

from desirepath.insights.text import language, levels, stopwords, topics, wordlist
from desirepath.insights.text.language import UNKNOWN, found, languages

SENTENCES = {
    "de": "Der Service war schrecklich, und niemand hat geantwortet.",
    "en": "The app keeps crashing and support never answered",
    "es": "El paquete llegó tarde y nadie me contestó el correo",
    "fr": "La livraison était en retard et personne ne répond",
    "it": "La consegna è arrivata tardi e nessuno risponde mai",
    "nl": "De bezorging was te laat en niemand geeft antwoord",
    "pt": "O produto chegou antes do prazo, recomendo muito",
}


@pytest.mark.parametrize("module", [language, levels, stopwords, topics, wordlist])
def test_the_examples_run(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items())
def test_a_sentence_is_known_by_its_words(code: str, sentence: str) -> None:
    assert languages([sentence], [None]) == [code]


def test_a_german_sentence_is_not_read_as_english_even_where_the_data_say_so() -> None:
    assert languages(["Der Service war schrecklich"], ["en"]) == ["de"]


def test_too_few_letters_tell_no_language_unless_the_data_do() -> None:
    assert languages(["Muito bom", "10/10 !!! 12345 67890 123", "Muito bom"], [None, None, "pt-BR"]) == [
        UNKNOWN,
        UNKNOWN,
        "pt",
    ]


def test_a_language_that_the_data_tell_is_among_those_looked_for() -> None:
    polish = "Paczka przyszła za późno i nikt nie odpowiada na wiadomości"
    assert found(polish).language != "pl"
    assert languages([polish, polish], ["pl", None]) == ["pl", "pl"]
