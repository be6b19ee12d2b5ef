"""A cluster of several nodes writes what one process writes, and a node that is lost under load changes nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeSpec

from eventx.batch import cluster
from eventx.batch.counts import Counts
from eventx.batch.inputs import Inputs
from eventx.batch.run import Tell, run
from eventx.read import ReadOptions
from eventx.write.folder import FILES

pytest.importorskip("ray")
pytestmark = pytest.mark.slow
ARTICLES = 400
FAKES = str(Path(__file__).resolve().parents[1] / "cli")


class Nodes:
    """A cluster: a head that only this process uses, and nodes that do the work."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster  # noqa: PLC0415

        self.cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
        self.workers = [self.cluster.add_node(num_cpus=1, wait=False) for _ in range(2)]
        self.cluster.wait_for_nodes()

    @property
    def address(self) -> str:
        return str(self.cluster.address)

    def lose_one(self) -> None:
        self.cluster.remove_node(self.workers.pop(), allow_graceful=False)


@pytest.fixture(scope="module")
def nodes() -> Iterator[Nodes]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([FAKES, os.environ.get("PYTHONPATH", "")]))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        found = Nodes()
        yield found
        import ray  # noqa: PLC0415

        ray.shutdown()  # what looks at the nodes connects by itself
        found.cluster.shutdown()


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lines of articles, some of them bad, some repeated, some slow, some that end whoever reads them."""
    top = tmp_path_factory.mktemp("articles")
    deeds = ["attacked", "held talks in", "wait at", "took " + "many " * 400]
    texts = [f"Rebels {deeds[n % len(deeds)]} town {n}." for n in range(ARTICLES)]
    texts[7], texts[70], texts[300] = "Rebels went boom.", "Rebels die here.", texts[299]
    lines = [json.dumps({"id": f"l{n}", "text": text}) for n, text in enumerate(texts)]
    (top / "a.jsonl").write_text("\n".join([*lines[:5], "{broken", lines[2], *lines[5:]]) + "\n")
    (top / "b.txt").write_text("")
    (top / "c.txt").write_text("More talks took place.")
    return top


@pytest.fixture(scope="module")
def local(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process writes."""
    out = tmp_path_factory.mktemp("local") / "out"
    run(Inputs((str(articles),), ReadOptions(select=True)), out, FakeSpec(), jobs=1)
    return content(out)


def content(out: Path) -> dict[str, bytes]:
    counts: dict[str, Any] = json.loads((out / "run.json").read_text())["counts"]
    return {**{name: (out / name).read_bytes() for name in FILES}, "counts": json.dumps(counts).encode()}


def on_cluster(
    nodes: Nodes, articles: Path, out: Path, progress: Tell = lambda counts, position: None
) -> dict[str, bytes]:
    processor = partial(cluster.process, address=nodes.address)
    inputs = Inputs((str(articles),), ReadOptions(select=True))
    run(inputs, out, FakeSpec(), jobs=2, progress=progress, processor=processor)
    return content(out)


def test_several_nodes_write_what_one_process_writes(
    nodes: Nodes, articles: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    assert on_cluster(nodes, articles, tmp_path / "out") == local


def test_a_node_that_is_lost_under_load_changes_nothing(
    nodes: Nodes, articles: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    lost_after: list[int] = []

    def lose_one(counts: Counts, _: int | None) -> None:
        if counts.articles >= ARTICLES // 8 and not lost_after:
            lost_after.append(counts.articles)
            nodes.lose_one()

    assert on_cluster(nodes, articles, tmp_path / "out", lose_one) == local
    assert lost_after[0] < ARTICLES // 2
