"""What is between this process and the work: what an actor answers, what the feeder keeps."""

from __future__ import annotations

import asyncio
import pickle
from dataclasses import replace
from typing import Any

import pytest
from fakes import HANGS, BrokenSpec, FakeSpec, count_letters

from eventx.article import Article
from eventx.batch.cluster.actor import Extraction, check_same_here, identity
from eventx.batch.cluster.connect import EngineError
from eventx.batch.workers import Failure, ModelSpec
from eventx.modeldir import ModelError


def answers(spec: ModelSpec, *chunks: list[str], expected: dict[str, Any] | None = None) -> list[Any]:
    """What an actor answers to chunks of texts."""
    actor = Extraction(count_letters, spec, HANGS, expected or identity(spec))
    given = ([Article(id=str(n), text=text) for n, text in enumerate(texts)] for texts in chunks)
    found = [pickle.loads(actor.results(pickle.dumps(articles))) for articles in given]
    actor.close()
    return found


def test_each_chunk_is_answered_by_its_results() -> None:
    assert answers(FakeSpec(), [], ["a", "bb"], ["ccc"]) == [[], [1, 2], [3]]


def test_an_article_that_fails_ends_its_worker_or_hangs_costs_only_itself() -> None:
    results = answers(FakeSpec(), ["a", "boom", "die", "hang", "b"], ["c"])
    failures = [result.reason for result in results[0] if isinstance(result, Failure)]
    assert failures == ["failed", "crashed", "timeout"]
    assert [results[0][0], results[0][4], results[1]] == [1, 1, [1]]


def test_a_model_that_can_not_be_loaded_is_the_answer_to_every_chunk() -> None:
    first, second = answers(BrokenSpec(), [], ["a"])
    assert isinstance(first, ModelError)
    assert isinstance(second, ModelError)


def test_a_node_with_another_version_refuses() -> None:
    here = identity(ModelSpec())
    there = {**here, "version": {**here["version"], "eventx": "0.0.1"}}
    (answer,) = answers(FakeSpec(), ["a"], expected=there)
    assert isinstance(answer, EngineError)
    assert f"version eventx {here['version']['eventx']} (the run: 0.0.1)" in str(answer)


def test_the_same_versions_and_model_are_accepted_by_whatever_path() -> None:
    here = identity(ModelSpec())
    check_same_here(here, identity(replace(ModelSpec(), model="eventx_en")))


def test_the_feeder_gives_a_chunk_again_until_it_is_done() -> None:
    pytest.importorskip("ray")
    from eventx.batch.cluster.flow import NOTHING, Feeder  # noqa: PLC0415

    async def story() -> list[bytes | None]:
        feeder = Feeder()
        waiting = asyncio.ensure_future(feeder.get(1))
        await feeder.put(0, b"first", 0)
        before = await feeder.get(0)
        await feeder.put(1, b"second", 1)
        await feeder.put(2, None, 1)
        return [before, await feeder.get(0), await waiting, await feeder.get(1), await feeder.get(2)]

    assert asyncio.run(story()) == [b"first", NOTHING, b"second", b"second", None]
