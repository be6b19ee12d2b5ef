"""What the order of tagged words leaves of a parse: where subjects, objects and prepositions may stand."""

from __future__ import annotations

import pytest

from eventx.gate.gate import Gate
from eventx.gate.hints import Hinted
from eventx.gate.sketch import DOWN, UP, Draft, Sketch, places
from eventx.pipeline import load

NONE = frozenset[str]()
TAGS = {"the": "DT", "a": "DT", "who": "WP", "and": "CC", "to": "TO", "over": "IN", "80": "CD", ",": ",", "of": "IN"}


@pytest.fixture(scope="module")
def gate() -> Gate:
    found = load().gate
    assert found is not None
    return found


def tagged(text: str) -> tuple[list[str], list[str]]:
    """Returns the words of a text, and their tags: those written after a slash, of some words, or else of a noun."""
    pairs = [word.partition("/") for word in text.split()]
    return [word for word, _, _ in pairs], [tag or TAGS.get(word.lower(), "NNS") for word, _, tag in pairs]


def sketch(gate: Gate, text: str) -> Sketch:
    words, tags = tagged(text)
    return Sketch(gate.words.read(words), tags, gate.outlines.forms)


def led(gate: Gate, text: str, word: str, label: str, *, up: bool = False) -> list[str]:
    """Returns the words to which a label may lead from a word."""
    words, _ = tagged(text)
    found = (UP if up else DOWN)[label](sketch(gate, text), 1 << words.index(word))
    return [words[i] for i in sorted(places(found))]


@pytest.mark.parametrize(
    ("text", "verb", "subjects"),
    [
        ("Rebels attacked/VBD towns", "attacked", ["Rebels"]),
        ("Rebels in/IN towns attacked/VBD farms", "attacked", ["Rebels"]),
        ("In/IN towns rebels attacked/VBD farms", "attacked", ["towns", "rebels"]),
        ("Officials said/VBD rebels attacked/VBD towns", "attacked", ["rebels"]),
        ("Rebels , officials said/VBD , attacked/VBD towns", "attacked", ["Rebels", "officials"]),
        ("Rebels who fled/VBD officials attacked/VBD towns", "attacked", ["Rebels", "who", "officials"]),
        ("Dozens of rebels attacked/VBD towns", "attacked", ["Dozens", "rebels"]),
    ],
)
def test_a_subject_stands_before_its_verb(gate: Gate, text: str, verb: str, subjects: list[str]) -> None:
    assert led(gate, text, verb, "nsubj") == subjects


@pytest.mark.parametrize(
    ("text", "verb", "objects"),
    [
        ("Rebels attacked/VBD the towns in/IN spring", "attacked", ["towns"]),
        ("Rebels attacked/VBD towns and farms", "attacked", ["towns", "farms"]),
        ("Rebels attacked/VBD over 80 farms", "attacked", ["80", "farms"]),
        ("towns which/WDT rebels attacked/VBD", "attacked", ["which"]),
        ("rebels who attacked/VBD towns", "attacked", ["towns"]),
    ],
)
def test_an_object_stands_right_after_its_verb(gate: Gate, text: str, verb: str, objects: list[str]) -> None:
    assert [word for word in led(gate, text, verb, "dobj") if word != "80"] == [w for w in objects if w != "80"]


@pytest.mark.parametrize(
    ("text", "verb", "prepositions"),
    [
        ("Rebels met/VBD envoys in/IN Lima", "met", ["in"]),
        ("In/IN Lima rebels met/VBD envoys", "met", ["In"]),
        ("Rebels from/IN Lima met/VBD envoys", "met", []),
        ("Rebels met/VBD and envoys went/VBD to Lima", "met", ["and"]),
        ("Rebels want/VBP to meet/VB envoys", "want", []),
    ],
)
def test_a_preposition_stands_in_the_clause_of_its_verb(
    gate: Gate, text: str, verb: str, prepositions: list[str]
) -> None:
    assert led(gate, text, verb, "prep") == prepositions


@pytest.mark.parametrize(
    ("text", "verb", "active", "passive"),
    [
        ("Rebels killed/VBD soldiers", "killed", True, False),
        ("Rebels were/VBD killed/VBN", "killed", False, True),
        ("Rebels have/VBP killed/VBN soldiers", "killed", True, False),
        ("Rebels killed/VBN in/IN Lima", "killed", False, True),
    ],
)
def test_a_verb_is_passive_or_active_by_the_verb_before(
    gate: Gate, text: str, verb: str, *, active: bool, passive: bool
) -> None:
    words, _ = tagged(text)
    found = sketch(gate, text)
    assert (found.is_active(words.index(verb)), found.is_passive(words.index(verb))) == (active, passive)


def test_what_only_helps_another_verb_is_no_trigger(gate: Gate) -> None:
    assert sketch(gate, "They were/VBD often/RB killed/VBN").is_auxiliary(1)
    assert not sketch(gate, "They were/VBD here/RB").is_auxiliary(1)


@pytest.mark.parametrize(
    ("text", "trigger", "rule", "may"),
    [
        ("The president visited/VBD Baku/NNP", "visited", "visit.verb", True),
        ("Visited/VBD by/IN bus", "Visited", "visit.verb", False),
        ("The president went/VBD to Lima/NNP", "went", "visit.travel", True),
        ("The president went/VBD home/RB and Lima/NNP slept/VBD", "went", "visit.travel", False),
        ("Rebels fired/VBD rockets at/IN towns", "fired", "strike.launch", True),
        ("At/IN noon the rockets were/VBD old/JJ and rebels fired/VBD cooks", "fired", "strike.launch", False),
    ],
)
def test_a_rule_needs_its_words_where_they_may_hang(
    gate: Gate, text: str, trigger: str, rule: str, *, may: bool
) -> None:
    words, tags = tagged(text)
    number = next(k for k, (_, found) in enumerate(gate.hopes.compiled.rules) if found.id == rule)
    names = frozenset({"city", "capital"})
    draft = Draft(gate.words.read(words), tags, gate.outlines, Hinted(names, NONE, {}))
    assert draft.may_match(number, words.index(trigger), alone=True) is may
