"""Named paths: from a trigger to the heads of its roles, in every construction that English has for it."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from eventx.modeldir import load_yaml, model_dir
from eventx.rules.paths.book import Fan, PathBook
from eventx.rules.paths.compile import PathError, compile_book, compile_path
from eventx.rules.paths.predicates import is_passive
from eventx.rules.paths.walk import Walker
from eventx.rules.tree import tree_of


def walked(book: PathBook, path: str, start: Token) -> list[str]:
    """Where the first alternative of a path leads that leads anywhere."""
    doc = start.doc
    return [doc[i].text for i in Walker(tree_of(doc), book, lambda _: frozenset()).first(path, start.i)]


@pytest.fixture(scope="module")
def book() -> PathBook:
    data = load_yaml(model_dir() / "paths.yml")
    return compile_book(data["paths"], data["lists"], data["prepositions"], data["templates"])


def find(doc: Doc, word: str) -> Token:
    return next(t for t in doc if t.text == word)


@pytest.mark.parametrize(
    ("text", "trigger", "path", "heads"),
    [
        ("Rebels attacked the town.", "attacked", "subject", ["Rebels"]),
        ("Rebels attacked the town.", "attacked", "patient", ["town"]),
        ("The town was attacked by rebels.", "attacked", "agent", ["rebels"]),
        ("The town was attacked by rebels.", "attacked", "patient", ["town"]),
        ("The soldiers killed in the raid were young.", "killed", "patient", ["soldiers"]),
        ("Rebels entered the town and attacked the garrison.", "attacked", "subject", ["Rebels"]),
        ("Rebels shelled the town, killing six people.", "killing", "subject", ["Rebels"]),
        ("The army continues to attack the town.", "attack", "subject", ["army"]),
        ("The rebels carried out an attack.", "attack", "light_subject", ["rebels"]),
        ("They condemned the rebels' attack on the town.", "attack", "possessor", ["rebels"]),
        ("They condemned the attack on the town by rebels.", "attack", "on", ["town"]),
        ("The men they freed were young.", "freed", "patient", ["men"]),
        ("The town they lived in was shelled.", "lived", "patient", []),
        ("The men who fled were young.", "fled", "patient", []),
        ("Talks between Chad and Niger began.", "Talks", "between", ["Chad"]),
    ],
)
def test_a_path_arrives_at_the_head(
    nlp: Language, book: PathBook, text: str, trigger: str, path: str, heads: list[str]
) -> None:
    doc = nlp(text)
    assert walked(book, path, find(doc, trigger)) == heads


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("Two men were shot.", "shot", True),
        ("The people killed in the raid were young.", "killed", True),
        ("They have killed people.", "killed", False),
        ("They killed people.", "killed", False),
    ],
)
def test_voice(nlp: Language, text: str, verb: str, passive: bool) -> None:
    doc = nlp(text)
    assert is_passive(tree_of(doc), find(doc, verb).i) is passive


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "has no step"),
        ("sideways >nsubj", "'sideways'"),
        (">nsubj[#nowhere]", "unknown word list '#nowhere'"),
        (">nsubj[shape=Xx]", "unknown test 'shape'"),
    ],
)
def test_a_malformed_path_says_what_is_wrong(source: str, message: str) -> None:
    with pytest.raises(PathError, match=message.replace("[", r"\[")):
        compile_path(source, {})


def test_a_path_goes_on_as_another(nlp: Language) -> None:
    paths = {"subject": ["active >nsubj", "active bare <conj >nsubj"], "holder": ["<dobj[hold] @subject"]}
    book = compile_book(paths, {}, [], [])
    doc = nlp("Chad left the bloc and held talks with Niger.")
    assert walked(book, "holder", find(doc, "talks")) == ["Chad"]


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        ({"a": [">nsubj @b"]}, "no named path"),
        ({"a": [">nsubj @b"], "b": [">dobj @a"]}, "in a circle"),
    ],
)
def test_a_path_that_leads_nowhere_says_so(paths: dict[str, list[str]], message: str) -> None:
    with pytest.raises(PathError, match=message):
        compile_book(paths, {}, [], [])


PREPOSED = {
    "on": [">prep[on] >pobj"],
    "near": [">prep[near] >pobj"],
    "above": ["<dobj >nsubj"],
    "anywhere": [">>[class=x]"],
}


@pytest.mark.parametrize(
    ("unions", "may"),
    [
        ((("on",),), True),
        ((("near",),), False),  # no such word
        ((("above",),), False),  # the trigger is no object
        ((("near", "above"), ("on",)), True),
        ((("anywhere",),), True),  # nobody knows before it is walked
    ],
)
def test_words_and_labels_tell_at_a_glance_that_a_path_leads_nowhere(
    nlp: Language, unions: tuple[tuple[str, ...], ...], may: bool
) -> None:
    doc = nlp("Rebels fired on the town.")
    walker = Walker(tree_of(doc), compile_book(PREPOSED, {}, [], []), lambda i: frozenset())
    assert walker.may_lead(Fan(unions), find(doc, "fired").i) is may


def test_words_that_nobody_asked_for_before_are_looked_for_when_somebody_does(nlp: Language) -> None:
    doc = nlp("Rebels fired on the town near Gao.")
    walker = Walker(tree_of(doc), compile_book(PREPOSED, {}, [], []), lambda i: frozenset())
    fired = find(doc, "fired").i
    assert [doc[i].text for i in walker.first("on", fired)] == ["town"]
    assert walker.first("above", fired) == []
    assert walker.may_lead(Fan((("near",),)), fired)


def test_alternatives_come_in_order_of_trust_as_often_as_they_are_asked_for(nlp: Language) -> None:
    doc = nlp("Rebels attacked the town.")
    book = compile_book({"side": [">dobj", ">iobj", ">nsubj"]}, {}, [], [])
    walker, attacked = Walker(tree_of(doc), book, lambda i: frozenset()), find(doc, "attacked").i
    for _ in range(2):
        assert [[doc[i].text for i in ends] for ends in walker.routes("side", attacked)] == [["town"], ["Rebels"]]
    assert walker.route("side", attacked, 1) == [find(doc, "Rebels").i]
    assert walker.route("side", attacked, 2) is None
