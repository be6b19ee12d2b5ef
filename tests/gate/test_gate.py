"""The gate: what it leaves out, what it keeps for the sake of the rest, and that no event is lost by it."""

from __future__ import annotations

import gc
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from eventx.annotations import doc_text
from eventx.article import Article
from eventx.gate.context import Introductions, beginning, read_sentence
from eventx.gate.gate import Gate
from eventx.gate.hints import Hints
from eventx.pipeline import Extractor, load, uncollected
from eventx.stages.words import Words

IDLE = "The museum has a fine garden. Its roof is green. Children like the pond and the old trees. "
NAMES = ["Alto", "Baran", "Corto", "Drava", "Elba"]
ARTICLE = (
    "MARADI, Niger (AP) — Colonel Ali Demir took over the Nok Front last year. "
    + IDLE
    + "\n\n“We are many,” he told reporters. “Nobody will stop us.”\n\n"
    + IDLE
    + "On Friday Demir's fighters killed 12 soldiers in an ambush near Diffa. "
    + IDLE
    + "They fled.\n"
)


@pytest.fixture(scope="module")
def gated() -> Extractor:
    return load()


@pytest.fixture(scope="module")
def thorough() -> Extractor:
    return load(gated=False)


@pytest.fixture(scope="module")
def gate(gated: Extractor) -> Gate:
    assert gated.gate is not None
    return gated.gate


def kept(extractor: Extractor, text: str) -> list[str]:
    doc = next(extractor.docs([Article(id="a", text=text)]))
    return [sentence.text.strip() for sentence in doc.sents if sentence.text.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "The museum has a fine garden.",
        "She likes to read in the evening.",
        "The recipe asks for two eggs and a cup of flour.",
        "He was taken to the shop by his aunt.",
    ],
)
def test_a_sentence_without_what_a_rule_needs_is_left_out(gated: Extractor, text: str) -> None:
    assert kept(gated, f"MARADI (AP) — A first line. {IDLE}{text} {IDLE}")[1:] in ([], ["A first line."])


@pytest.mark.parametrize(
    "text",
    [
        "Rebels killed 12 soldiers.",
        "The two presidents met in Accra.",
        "Ghana and Togo signed a treaty.",
        "The army shot down three drones.",
        "Chad freed 40 prisoners in a swap.",
        "The minister arrived in Lima on Monday.",
        "Talks between Chad and Mali broke down.",
    ],
)
def test_a_sentence_that_may_yield_an_event_is_kept(gated: Extractor, text: str) -> None:
    assert text in kept(gated, f"{IDLE}{text} {IDLE}")


@pytest.mark.parametrize(
    ("context", "text"),
    [
        ("Rosa Mora is the president of Chad.", "Mora met the Malian envoy in Accra."),
        ("Rosa Mora is the president of Chad.", "She met the Malian envoy in Accra."),
        ("The Nok Front has many fighters.", "They killed 12 soldiers on Monday."),
    ],
)
def test_what_tells_who_is_meant_is_kept_too(gated: Extractor, context: str, text: str) -> None:
    assert kept(gated, f"{IDLE}{context} {text}")[-2:] == [context, text]


def test_a_pronoun_that_has_no_part_in_the_event_needs_nobody(gated: Extractor) -> None:
    context = "The Nok Front has many fighters."
    text = "Rebels killed 12 soldiers on Monday, while the museum sold its garden, which it had loved."
    assert context not in kept(gated, f"{IDLE}{context} {text} {IDLE}")


@pytest.mark.parametrize(
    "text",
    [
        "Officials have not taken any precautionary steps.",
        "The ship hit a pillar of the bridge.",
        "The decline hit the whole market.",
        "He was out with a personal injury.",
        "Snow hit the whole north.",
    ],
)
def test_a_sentence_whose_parse_allows_no_rule_is_left_out(gated: Extractor, text: str) -> None:
    assert text not in kept(gated, f"{IDLE}{IDLE}{IDLE}{text} {IDLE}")


WEAPON = "Mora praised the missile that the army had bought."


@pytest.mark.parametrize(
    "text", ["Mora claimed two titles.", "I will leave two bags.", "The minister will leave two bags."]
)
def test_no_name_is_a_weapon_because_one_stands_beside_it_elsewhere(gated: Extractor, text: str) -> None:
    assert text not in kept(gated, f"{IDLE}{WEAPON} {IDLE}{IDLE}{text} {IDLE}")


def test_a_pronoun_means_only_what_was_told_shortly_before(gated: Extractor) -> None:
    text = "It killed two people."
    assert text in kept(gated, f"{IDLE}{WEAPON} {text} {IDLE}")
    bare = "It claimed two titles."
    assert bare not in kept(gated, f"{WEAPON} {IDLE}{IDLE}{bare} {IDLE}")


@pytest.mark.parametrize(
    ("word", "is_name"),
    [("The", False), ("We", False), ("I", False), ("US", True), ("WHO", True), ("May", True), ("Mora", True)],
)
def test_a_small_word_with_a_capital_is_no_name(gate: Gate, word: str, *, is_name: bool) -> None:
    assert gate.words.read([word])[0].is_name is is_name


@pytest.mark.parametrize(
    ("word", "label", "tells"),
    [
        ("Congo", "country", True),
        ("of", "country", False),
        ("the", "armed_group", False),
        ("Hezbollah", "armed_group", True),
        ("defence", "ministry", True),
    ],
)
def test_one_word_of_a_name_tells_what_it_is(gate: Gate, word: str, label: str, *, tells: bool) -> None:
    assert (f"label:{label}" in gate.words.features(word)) is tells


def test_what_words_leave_little_out_of_is_read_as_it_is(gated: Extractor) -> None:
    text = "The president met officials in Lima. The ship hit a pillar of a bridge in Lima, Peru."
    assert len(kept(gated, text)) == 2


@pytest.mark.parametrize(("before", "tag", "may"), [("", "VBD", True), ("", "RB", False), ("TO", "NN", True)])
def test_a_trigger_needs_its_part_of_speech(gate: Gate, before: str, tag: str, *, may: bool) -> None:
    sentence = read_sentence(gate.words.read(["rebels", "to", "kill", "soldiers"]), 0)
    found = gate.needs.marks.clauses(sentence.bits)
    assert gate.needs.may_yield(sentence.words, found)
    assert gate.needs.may_wake(sentence.words, ["NNS", before, tag, "NNS"], found) is may


@pytest.mark.parametrize(
    ("words", "may"),
    [
        ("Rebels said they would deal with the accord of Chad and Mali .", True),
        ("According to the president of Chad it rained in Mali .", False),  # "accord" is a noun
        ("The rebels took two soldiers of Chad hostage .", True),
        ("The hostage of the rebels of Chad took two .", False),  # "take hostage"
    ],
)
def test_a_trigger_needs_its_words_in_order_and_in_a_form_that_they_have(gate: Gate, words: str, *, may: bool) -> None:
    sentence = read_sentence(gate.words.read(words.split()), 0)
    found = gate.needs.marks.clauses(sentence.bits) | gate.needs.marks.hinted(gate.needs.marks.labels)
    heads = {"accord", "deal"} if "ccord" in words else {"take"}
    needs = [(need, head) for head in heads for need in gate.needs.by_head[head] if need.is_noun or need.rest]
    places = [(i, word) for i, word in enumerate(sentence.words)]
    assert (
        any(
            head in (word.nouns if need.is_noun else word.heads) and need.met(found) and need.stands(sentence.words, i)
            for need, head in needs
            for i, word in places
        )
        is may
    )


@pytest.mark.parametrize(
    ("word", "lemma", "may"),
    [("drives", "drive", True), ("driver", "drive", False), ("crashes", "crash", True), ("James", "jam", False)],
)
def test_a_trigger_is_a_form_that_its_word_has(gate: Gate, word: str, lemma: str, *, may: bool) -> None:
    assert (lemma in gate.words.read([word])[0].heads) is may


def test_a_short_document_with_a_trigger_is_read_as_it_is(gated: Extractor) -> None:
    text = "The museum has a fine garden. Rebels killed 12 soldiers."
    assert kept(gated, text) == ["The museum has a fine garden.", "Rebels killed 12 soldiers."]


def test_of_a_long_article_a_bounded_number_of_sentences_tells_more_of_a_name(gate: Gate) -> None:
    texts = ["General Ali Vega came .", *(f"The {name} Vega hotel is old ." for name in NAMES), "Vega killed Ali ."]
    sentences = [read_sentence(gate.words.read(text.split()), k) for k, text in enumerate(texts)]
    known = Introductions(sentences, stretch=100)
    last = len(texts) - 1
    assert set(known.introducing("Vega", last, most=2)) == {0, 1, last - 1}
    assert set(known.introducing("Mora", last, most=2)) == set()


def test_a_name_is_introduced_in_its_own_stretch_of_a_long_text_or_one_beside_it(gate: Gate) -> None:
    idle = ["The park is old ."] * 9
    told = ["General Ali Vega came .", "The Corto Vega hotel is old .", "The Drava Vega hotel is old ."]
    texts = [text for sentence in told for text in (sentence, *idle)] + ["but Vega left ."]
    sentences = [read_sentence(gate.words.read(text.split()), k) for k, text in enumerate(texts)]
    known = Introductions(sentences, stretch=10)
    assert set(known.introducing("Vega", 0, most=4)) == {0, 10}
    assert set(known.introducing("Vega", 10, most=4)) == {0, 10, 20}
    assert set(known.introducing("Vega", 30, most=4)) == {20}
    assert set(known.introducing("Ali", 30, most=4)) == {0}  # the last time that it is told in full
    assert set(Introductions(sentences, stretch=10, told=1).introducing("Vega", 30, most=4)) == {0, 20}


def test_white_space_begins_no_sentence(gate: Gate) -> None:
    words = gate.words.read(["\n", "Prices", "hit", "Vega", "."])
    assert beginning(words) == 1
    sentence = read_sentence(words, 0)
    assert (sentence.initial, sentence.names) == ("Prices", ["Vega"])
    assert not read_sentence(gate.words.read(["\n", "Prices", "rose", "."]), 0).is_named
    assert not Hints([sentence], gate.needs.marks, 3).may_begin_with_name(sentence)


def test_what_only_helps_to_understand_the_rest_holds_no_event(gated: Extractor) -> None:
    context = f"Rosa Mora is the president of Chad. Rebels killed 12 soldiers on Monday. {IDLE}"
    text = "Mora met the Malian envoy in Accra."
    doc = next(gated.docs([Article(id="a", text=f"{IDLE}{context}{text} {IDLE}")], begin=len(IDLE + context)))
    found = [sentence.text.strip() for sentence in doc.sents if sentence.text.strip()]
    assert found[1:] == ["Rosa Mora is the president of Chad.", text]


def test_the_text_of_what_is_left_out_is_not_remembered(gated: Extractor, gate: Gate) -> None:
    doc = gated.nlp.make_doc(ARTICLE)
    stages = dict(gated.nlp.pipeline)
    doc = stages["sentences"](doc)
    assert doc_text(doc) == ARTICLE
    left = gate.docs([doc])[0]
    assert doc_text(left) == left.text != ARTICLE


def test_a_sentence_left_out_is_remembered_by_its_words_and_terms(gate: Gate) -> None:
    blank = gate.words.blank(["He", "threw", "in", "two", "drones", "."])
    assert {"throw", "in", "drone"} <= blank.words
    assert {lemma for lemma, _ in blank.terms} == {"drone"}


def test_a_quotation_is_kept_whole(gated: Extractor) -> None:
    text = f'{IDLE}\n\n"It was cold. Rebels killed 12 soldiers. Nobody helped," General Ali Demir said.\n\n{IDLE}'
    found = " ".join(kept(gated, text))
    assert '"It was cold.' in found
    assert 'Nobody helped," General Ali Demir said.' in found


def test_who_speaks_is_kept_though_the_quotation_goes_on_for_paragraphs(gated: Extractor) -> None:
    said = 'Ali Demir said: "It was cold.'
    text = f'{IDLE}\n\n{said}\n\n"The night was long.\n\n"Rebels killed 12 soldiers."\n\n{IDLE}'
    assert said in " ".join(kept(gated, text))


def test_a_quotation_of_another_paragraph_does_not_go_on(gated: Extractor) -> None:
    text = f'{IDLE}\n\n"It was cold," Ali Demir said.\n\nThe night was long.\n\n"Rebels killed 12 soldiers."\n\n{IDLE}'
    assert "Demir" not in " ".join(kept(gated, text))


def test_what_is_left_out_is_white_space_as_long(gated: Extractor) -> None:
    doc = next(gated.docs([Article(id="a", text=ARTICLE)]))
    whole = gated.doc(Article(id="a", text=ARTICLE))
    assert len(doc.text) == len(ARTICLE)
    assert len(doc) < len(whole)
    assert len(list(doc.sents)) == len(list(whole.sents))
    assert all(a in (b, " ") for a, b in zip(doc.text, ARTICLE, strict=True))
    assert doc.text.count("\n") == ARTICLE.count("\n")


def test_events_are_those_of_the_article_parsed_whole(gated: Extractor, thorough: Extractor) -> None:
    article = Article(id="a", text=ARTICLE, published=date(2024, 5, 6))
    events = gated.extract(article)
    assert events
    assert events == thorough.extract(article)


def test_nothing_of_a_document_waits_for_the_garbage_collector(gated: Extractor) -> None:
    def left() -> int:
        return sum(isinstance(found, Doc | Words) for found in gc.get_objects())

    gc.collect()
    before = left()
    with uncollected():
        assert gated.extract(Article(id="a", text=ARTICLE))
        assert left() == before


WORDS = st.sampled_from(
    [
        IDLE,
        "Rebels killed 12 soldiers in Diffa. ",
        "He said so. ",
        '"They met," she said. ',
        "\n\n",
        "Ali Demir, ",
        "KANO: ",
    ]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, max_size=12).map("".join))
def test_any_text_keeps_its_length_and_its_events_their_place(gated: Extractor, text: str) -> None:
    doc = next(gated.docs([Article(id="a", text=text)]))
    assert len(doc.text) == len(text)
    for event in gated.extract(Article(id="a", text=text)):
        assert text[event.trigger.start : event.trigger.end] == event.trigger.text


def test_needs_come_from_the_rules(gate: Gate, gated: Extractor) -> None:
    heads = set(gate.needs.by_head)
    assert heads == {
        words[0] if set(rule.trigger.pos) - {"NOUN"} else words[-1]
        for _, rule in gated.rules.rules
        for words in (phrase.lower().split() for phrase in rule.trigger.lemma)
    } | {
        phrase.lower().split()[-1]
        for _, rule in gated.rules.rules
        if "NOUN" in rule.trigger.pos
        for phrase in rule.trigger.lemma
    }


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("killed", "kill"), ("shipped", "ship"), ("met", "meet"), ("dying", "die"), ("men", "man"), ("tries", "try")],
)
def test_a_word_may_have_its_lemma(gate: Gate, word: str, lemma: str) -> None:
    assert lemma in gate.words.features(word)
