"""The command line: every command is a thin layer over a function of the package.

Data goes to stdout, everything else to stderr. Nothing heavy is imported before a command runs: `eventx --help` and
a mistyped option answer at once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from eventx.threads import THREADS

if TYPE_CHECKING:
    from eventx.article import Article
    from eventx.batch.workers import ModelSpec, Task
    from eventx.read import ReadOptions, Skipped

DONE, ERROR, USAGE, SKIPPED, INTERRUPTED = 0, 1, 2, 3, 130
TRACEBACK = "EVENTX_TRACEBACK"
"""Environment variable that makes an error of eventx itself show its traceback."""
GARBAGE = (50_000, 20, 100)
"""How rarely Python looks for garbage that refers to itself: a model is a million objects, none of which are any."""

app = typer.Typer(
    name="eventx",
    help="News articles in, typed events out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
)
rules_app = typer.Typer(help="The rules of a model folder.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(rules_app, name="rules")


class Engine(StrEnum):
    """Where the work of a run is done."""

    LOCAL = "local"
    RAY = "ray"


Input = Annotated[str, typer.Argument(metavar="FILE|-", help="A file of articles; - reads standard input.")]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication date (YYYY-MM-DD) of articles whose metadata have none."),
]
ModelOption = Annotated[
    str | None, typer.Option("--model", metavar="DIR", help="Model folder, or the name of one that comes along.")
]
SpacyOption = Annotated[
    str | None,
    typer.Option("--spacy-model", metavar="NAME", help="spaCy pipeline to stand on, by name or folder."),
]
NoGate = Annotated[
    bool, typer.Option("--no-gate", help="Parse every sentence, also those that can't yield an event: slower.")
]
MaxBytes = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Bytes that one article's file, line, message or member may have (64 MiB)."),
]
TextColumn = Annotated[str | None, typer.Option(metavar="NAME", help="Column of a table that holds the text.")]
TitleColumn = Annotated[str | None, typer.Option(metavar="NAME", help="Column that holds the title.")]
DateColumn = Annotated[str | None, typer.Option(metavar="NAME", help="Column that holds the publication date.")]
UrlColumn = Annotated[str | None, typer.Option(metavar="NAME", help="Column that holds the address.")]
IdColumn = Annotated[str | None, typer.Option(metavar="NAME", help="Column that holds the id.")]
Types = Annotated[str | None, typer.Option(metavar="A,B", help="Only events of these types, parted by commas.")]


def say(message: object) -> None:
    """Says a line on stderr; what an article or a file name holds can't drive the terminal."""
    from eventx.write.plain import printable  # noqa: PLC0415

    typer.echo(f"eventx: {printable(message)}", err=True)


def fail(message: object, code: int) -> NoReturn:
    """Ends the command with a message and an exit code."""
    say(message)
    raise typer.Exit(code)


@contextmanager
def _errors() -> Iterator[None]:
    """Turns everything that can go wrong into a message and an exit code."""
    try:
        yield
    except typer.Exit:
        raise
    except KeyboardInterrupt:
        fail("interrupted", INTERRUPTED)
    except BrokenPipeError:  # whoever read our output has had enough
        raise typer.Exit(DONE) from None
    except Exception as error:
        if _is_wrong_use(error):
            fail(error, USAGE)
        if isinstance(error, OSError):
            fail(_os_message(error), ERROR)
        if os.environ.get(TRACEBACK) or isinstance(error, (SyntaxError, typer.BadParameter)):
            raise
        fail(f"{type(error).__name__}: {error} (an error of eventx itself; {TRACEBACK}=1 shows where)", ERROR)


def _is_wrong_use(error: Exception) -> bool:
    from eventx.modeldir import ModelError  # noqa: PLC0415
    from eventx.read import ReadError  # noqa: PLC0415
    from eventx.write.folder import OutputError  # noqa: PLC0415

    if isinstance(error, (ModelError, ReadError, OutputError)):
        return True
    named = {"SpacyModelError", "EventsError", "EngineError"}  # defined in modules that are not imported for this
    return type(error).__name__ in named


def _os_message(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _spec(model: str | None, spacy_model: str | None, *, gated: bool = True) -> ModelSpec:
    from eventx.batch.workers import ModelSpec  # noqa: PLC0415

    return ModelSpec(model, spacy_model, gated)


def _read(paths: Iterable[str], options: ReadOptions) -> Iterator[Article | Skipped]:
    from eventx.modeldir import model_dir  # noqa: PLC0415
    from eventx.read import read_all  # noqa: PLC0415

    model_dir(options.model)
    return read_all(paths, options=options)


def _read_one(path: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    if path != "-" and Path(path).is_dir():
        fail(f"{path} is a folder; `eventx run {path} -o DIR` takes folders", USAGE)
    return _read([path], options)


def _reading(
    published: str | None,
    model: str | None,
    max_bytes: int | None = None,
    columns: tuple[str | None, ...] = (),
    select: bool = False,
) -> ReadOptions:
    """Returns the settings of reading; `columns` are those of text, title, date, address and id."""
    from eventx.read import MAX_BYTES, Columns, ReadOptions, option_date  # noqa: PLC0415

    day = option_date(published) if published is not None else None
    return ReadOptions(day, model, max_bytes or MAX_BYTES, Columns(*columns), select)


def _open_streams() -> None:
    """Gives the process the standard streams that it was started without: what is read or written there fails.

    Else the next files that are opened would take their place, and be written to by whoever has something to say.
    """
    for name, mode, flags in (("stdin", "r", os.O_WRONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_RDWR)):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, flags)  # it takes the lowest free number: the one that is missing
            os.set_inheritable(descriptor, True)
            setattr(sys, name, open(descriptor, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def _types(given: str | None, model: str | None) -> frozenset[str] | None:
    """Returns the event types asked for, all of which the model must have."""
    if given is None:
        return None
    from eventx.modeldir import model_dir  # noqa: PLC0415
    from eventx.rules.language import load_rules  # noqa: PLC0415

    known = {file.type for file in load_rules(model_dir(model)).files}
    wanted = {name.strip() for name in given.split(",") if name.strip()}
    if not wanted or wanted - known:
        wrong = f"no such event type: {', '.join(sorted(wanted - known))}" if wanted else "no event type given"
        fail(f"--types: {wrong}; the model has {', '.join(sorted(known))}", USAGE)
    return frozenset(wanted)


def _write_lines(lines: Iterable[str]) -> None:
    """Writes lines to stdout as UTF-8, whatever the locale."""
    with _writing():
        for line in lines:
            sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()


@contextmanager
def _writing() -> Iterator[None]:
    """Names stdout in an error of writing to it, and gives up on what can't be written."""
    try:
        yield
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else it is tried once more at the very end
        if isinstance(error, BrokenPipeError):
            raise
        raise OSError(error.errno, error.strerror, "standard output") from None


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415

        typer.echo(f"eventx {version('eventx')}")
        raise typer.Exit(DONE)


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command(short_help="Extract the events of many articles.")
def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders (with all below), or -.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write the results to.")],
    published: Published = None,
    model: ModelOption = None,
    spacy_model: SpacyOption = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes; as many as are worth it if not given.")
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="Work on this machine, or on a Ray cluster (needs eventx[ray]).")
    ] = Engine.LOCAL,
    ray_address: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="HOST:PORT of a Ray cluster, or auto; one is started here if not given."),
    ] = None,
    types: Types = None,
    texts: Annotated[bool, typer.Option("--texts", help="Keep the articles' texts in DIR/texts/ too.")] = False,
    timeout: Annotated[
        float | None,
        typer.Option(min=0, metavar="SECONDS", help="What an article may take (a long one more); 0: no limit."),
    ] = None,
    no_gate: NoGate = False,
    keep_duplicates: Annotated[
        bool, typer.Option("--keep-duplicates", help="Keep articles whose text and date came before.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the finished run that DIR holds.")] = False,
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew where DIR holds an unfinished run.")] = False,
    max_bytes: MaxBytes = None,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    date_column: DateColumn = None,
    url_column: UrlColumn = None,
    id_column: IdColumn = None,
) -> None:
    """Extract the events of many articles into a folder: events.jsonl, articles.jsonl, skipped.jsonl, run.json.

    A run that was stopped goes on where it was when it is started again with the same options.
    """
    with _errors():
        from eventx.batch.inputs import Inputs, total_size  # noqa: PLC0415
        from eventx.batch.processes import TerminatedError, end_on_signals  # noqa: PLC0415
        from eventx.batch.progress import Progress  # noqa: PLC0415
        from eventx.modeldir import model_dir  # noqa: PLC0415
        from eventx.write.folder import check_folder  # noqa: PLC0415

        if ray_address is not None and engine is not Engine.RAY:
            fail("--ray-address needs --engine ray", USAGE)
        check_folder(out, force=force, texts=texts)
        columns = (text_column, title_column, date_column, url_column, id_column)
        inputs = Inputs(tuple(paths), _reading(published, model, max_bytes, columns, select=True))
        model_dir(model)
        inputs.check()
        wanted = _types(types, model)
        with Progress(lambda: total_size(paths)) as progress, end_on_signals():
            try:
                from eventx.batch.run import TIMEOUT  # noqa: PLC0415
                from eventx.batch.run import run as run_batch  # noqa: PLC0415  (imports pydantic)

                limit = TIMEOUT if timeout is None else timeout
                options = {
                    "paths": paths,
                    "published": published,
                    "model": model,
                    "spacy_model": spacy_model,
                    "types": sorted(wanted) if wanted else None,
                    "texts": texts,
                    "timeout": limit,
                    "gated": not no_gate,
                    "keep_duplicates": keep_duplicates,
                    "max_bytes": inputs.options.max_bytes,
                    "columns": dict(zip(("text", "title", "date", "url", "id"), columns, strict=True)),
                    "jobs": jobs,
                    "engine": engine.value,
                }
                counts = run_batch(
                    inputs,
                    out,
                    _spec(model, spacy_model, gated=not no_gate),
                    jobs=jobs,
                    types=wanted,
                    texts=texts,
                    force=force,
                    restart=restart,
                    keep_duplicates=keep_duplicates,
                    timeout=limit or None,
                    options=options,
                    progress=progress,
                    processor=_processor(engine, ray_address),
                )
            except KeyboardInterrupt as stop:
                code = stop.code if isinstance(stop, TerminatedError) else INTERRUPTED
                message = f"interrupted after {progress.summary()}"
            except Exception as error:
                if not progress.begun or _is_wrong_use(error):
                    raise
                code, message = ERROR, f"{error}; stopped after {progress.summary()}"
            else:
                code, message = DONE, f"{progress.summary(counts)} -> {out}"
        if code:
            fail(f"{message}{_way_on(out)}", code)
        say(message)
        if counts.skipped:
            reasons = ", ".join(f"{reason} {n}" for reason, n in sorted(counts.by_reason.items()))
            fail(f"skipped: {reasons}; see {out / 'skipped.jsonl'}", SKIPPED)


def _processor(engine: Engine, ray_address: str | None) -> Callable[..., Any]:
    """Returns what does the work of a run."""
    if engine is Engine.RAY:
        from eventx.batch import cluster  # noqa: PLC0415

        return partial(cluster.process, address=ray_address)
    from eventx.batch.workers import process  # noqa: PLC0415

    return process


def _way_on(out: Path) -> str:
    """Says how to go on with a run that has stopped."""
    from eventx.write.folder import CHECKPOINT  # noqa: PLC0415

    if not (out / CHECKPOINT).exists():
        return "; nothing was written"
    return f"; all of it is safe in {out}, and the same command goes on from there (--restart begins anew)"


@app.command(short_help="Write the events of one input to stdout.")
def extract(
    file: Input,
    published: Published = None,
    model: ModelOption = None,
    spacy_model: SpacyOption = None,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Processes.")] = 1,
    types: Types = None,
    no_gate: NoGate = False,
    max_bytes: MaxBytes = None,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    date_column: DateColumn = None,
    url_column: UrlColumn = None,
    id_column: IdColumn = None,
) -> None:
    """Write the events of one input to stdout, one JSON line each."""
    with _errors():
        columns = (text_column, title_column, date_column, url_column, id_column)
        items = _read_one(file, _reading(published, model, max_bytes, columns))
        wanted = _types(types, model)
        from eventx.batch.run import extract_lines  # noqa: PLC0415  (imports pydantic)

        task = partial(extract_lines, types=wanted)
        spec = _spec(model, spacy_model, gated=not no_gate)
        _stream(items, task, spec, jobs, lambda lines: [line for _, line in lines])


@app.command(short_help="Write what the stages find in one input.")
def annotate(
    file: Input,
    published: Published = None,
    model: ModelOption = None,
    spacy_model: SpacyOption = None,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Processes.")] = 1,
    max_bytes: MaxBytes = None,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    date_column: DateColumn = None,
    url_column: UrlColumn = None,
    id_column: IdColumn = None,
) -> None:
    """Write what the stages find, without the rules: one JSON line an article with its quantities, times, mentions."""
    with _errors():
        columns = (text_column, title_column, date_column, url_column, id_column)
        items = _read_one(file, _reading(published, model, max_bytes, columns))
        from eventx.batch.run import annotate_lines  # noqa: PLC0415  (imports pydantic)

        _stream(items, annotate_lines, _spec(model, spacy_model), jobs, lambda line: [line])


def _stream(
    items: Iterator[Article | Skipped],
    task: Task[Any],
    spec: ModelSpec,
    jobs: int,
    lines_of: Callable[[Any], list[str]],
) -> None:
    """Writes the output lines of every article as they come; says what was skipped, and ends with 3 if any was."""
    from eventx.batch.run import skipped_of  # noqa: PLC0415
    from eventx.batch.workers import process  # noqa: PLC0415

    skips = 0
    with closing(process(items, task, spec, jobs)) as results:
        for item, result in results:
            skipped = skipped_of(item, result)
            if skipped is None:
                _write_lines(lines_of(result))
            else:
                skips += 1
                say(f"skipped {skipped.source}: {skipped.reason}: {skipped.message}")
    if skips:
        raise typer.Exit(SKIPPED)


@app.command()
def show(
    path: Annotated[Path, typer.Argument(metavar="FILE|DIR", help="An events.jsonl, or the folder of a run.")],
) -> None:
    """Show events as a short table to read."""
    with _errors():
        from eventx.write.table import print_table, read_events  # noqa: PLC0415

        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        with _writing():
            shown = print_table(read_events(path), sys.stdout)
            sys.stdout.flush()
        if not shown:
            say("no events")


@app.command()
def schema() -> None:
    """Write the JSON Schema of an event line to stdout."""
    with _errors():
        import json  # noqa: PLC0415

        from eventx.events import json_schema  # noqa: PLC0415

        _write_lines([json.dumps(json_schema(), indent=2, ensure_ascii=False)])


@app.command(short_help="Tell why rules fired, and why others did not.")
def explain(
    file: Input,
    published: Published = None,
    model: ModelOption = None,
    spacy_model: SpacyOption = None,
    max_bytes: MaxBytes = None,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    date_column: DateColumn = None,
    url_column: UrlColumn = None,
    id_column: IdColumn = None,
) -> None:
    """Tell for each sentence which rules fired, which came near, and what these lacked."""
    with _errors():
        columns = (text_column, title_column, date_column, url_column, id_column)
        items = _read_one(file, _reading(published, model, max_bytes, columns))
        from eventx.batch.workers import one_by_one  # noqa: PLC0415
        from eventx.write.explain import explain_lines  # noqa: PLC0415

        _stream(items, partial(one_by_one, explain_lines), _spec(model, spacy_model), 1, lambda lines: lines)


@rules_app.command("list", short_help="List the rules: id, type and triggers.")
def rules_list(model: ModelOption = None) -> None:
    """List the rules: id, type and triggers, parted by tabs."""
    with _errors():
        from eventx.modeldir import model_dir  # noqa: PLC0415
        from eventx.rules.language import load_rules  # noqa: PLC0415

        book = load_rules(model_dir(model))
        _write_lines(f"{rule.id}\t{file.type}\t{', '.join(rule.trigger.lemma)}" for file, rule in book.rules())


@rules_app.command("check", short_help="Check that the rule files are well formed.")
def rules_check(model: ModelOption = None) -> None:
    """Check that the rule files are well formed; name file, line and cause of what isn't."""
    with _errors():
        from eventx.modeldir import model_dir  # noqa: PLC0415
        from eventx.rules.language import load_rules  # noqa: PLC0415

        book = load_rules(model_dir(model))
        say(f"{len(list(book.rules()))} rules in {len(book.files)} files are well formed")


@rules_app.command("test", short_help="Check that the examples of the rules hold.")
def rules_test(model: ModelOption = None, spacy_model: SpacyOption = None) -> None:
    """Check that the examples of the rules hold, and that their counter-examples stay silent."""
    with _errors():
        from eventx.article import Article  # noqa: PLC0415
        from eventx.rules.check import check_examples  # noqa: PLC0415

        extractor = _spec(model, spacy_model).load()
        book = extractor.rules.book
        total = sum(len(rule.examples) + len(rule.counter_examples) for _, rule in book.rules())
        wrong = list(check_examples(book, lambda text: extractor.extract(Article(id="example", text=text))))
        for failure in wrong:
            say(f"{failure.rule}: {failure.text!r}: {failure.problem}")
        say(f"{total - len({(failure.rule, failure.text) for failure in wrong})} of {total} examples hold")
        if wrong:
            raise typer.Exit(ERROR)


def main() -> None:
    """Runs the command line."""
    gc.set_threshold(*GARBAGE)
    for name in THREADS:
        os.environ.setdefault(name, "1")
    _open_streams()
    app()
