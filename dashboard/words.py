"""The words on the screen, from locales/*.yml: one file a language, the same keys in each."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
FOLDER = Path(__file__).parent / "locales"


@cache
def load(language: Language) -> dict[str, str]:
    """All texts of one language by dotted key ("targets.title")."""
    tree = yaml.safe_load((FOLDER / f"{language}.yml").read_text(encoding="utf-8"))
    return dict(_flatten(tree))


@cache
def translations(of: str, language: Language) -> dict[str, str]:
    """Texts that come with the table, in this language, by what they are there: `of` the schema, or of the documents.

    The schema has none in English, in which its COMMENTs are written.
    """
    path = FOLDER / f"{of}.{language}.yml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _flatten(tree: dict[str, object], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for key, value in tree.items():
        if isinstance(value, dict):
            flat += _flatten(value, f"{prefix}{key}.")
        else:
            flat.append((f"{prefix}{key}", str(value)))
    return flat


class Count(int):
    """A number that a text can agree with: "{n} {n:document|documents}"; any other format is that of an int."""

    def __format__(self, spec: str) -> str:
        one, many, *_ = (*spec.split("|"), "")
        return (one if self == 1 else many) if "|" in spec else format(int(self), spec)


class Words:
    """`words("targets.title")` is a text; `words.label("topic", "trade")` names a code, or gives the code back."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._texts = load(language)

    def __call__(self, key: str, **values: object) -> str:
        if not values:
            return self._texts[key]
        counted = {name: Count(value) if isinstance(value, int) else value for name, value in values.items()}
        return self._texts[key].format(**counted)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self._texts

    def label(self, group: str, code: str) -> str:
        """Name of a code that comes from data (a measure, a status, a reason); an unknown code names itself."""
        return self._texts.get(f"{group}.{code}", code.replace("_", " "))

    def meaning(self, comment: str) -> str:
        """What a table or a column means; its COMMENT itself where there is nothing else."""
        return translations("schema", self.language).get(comment, comment)

    def stated(self, text: str) -> str:
        """What a document's metadata state (its publisher, its licence), in the language where it has words for it."""
        return translations("documents", self.language).get(text, text)

    def group(self, name: str) -> dict[str, str]:
        """All texts under one key: the part of the key behind it, and the text."""
        return dict(_group(self.language, name))

    def sentences(self, *texts: str) -> str:
        """Sentences one behind the other; empty ones are left out."""
        return ("" if self.language == "zh" else " ").join(filter(None, texts))

    def pick(self, zh: str, en: str) -> str:
        """The one of two names that belongs to the language; the other where it is empty."""
        return (zh or en) if self.language == "zh" else (en or zh)


@cache
def _group(language: Language, name: str) -> tuple[tuple[str, str], ...]:
    texts = load(language).items()
    return tuple((key.removeprefix(f"{name}."), text) for key, text in texts if key.startswith(f"{name}."))


def renamed(language: Language) -> list[tuple[str, str]]:
    """(text in another language, text in this one) of Streamlit's own texts that differ."""
    own = Words(language).group("streamlit")
    others = (Words(other).group("streamlit") for other in LANGUAGES if other != language)
    return [(text, own[key]) for other in others for key, text in other.items() if text != own[key]]


def preferred(locale: str | None) -> Language:
    """Language for a browser's locale ("zh-CN", "en-GB", None)."""
    return "zh" if (locale or "").lower().startswith("zh") else "en"
