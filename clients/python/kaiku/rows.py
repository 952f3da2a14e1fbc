"""Answers as rows: lists of dicts with the same names in each, ready for a table."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kaiku.records import CODES, LANGUAGES
from kaiku.v1 import feedback_pb2, figures_pb2, search_pb2, stats_pb2, topics_pb2

if TYPE_CHECKING:
    import pandas
    from google.protobuf.timestamp_pb2 import Timestamp


def _bounds(name: str) -> list[str]:
    return [name, f"{name}_low", f"{name}_high"]


LEVELS = {"areas": "area", "themes": "theme", "topics": "topic", "details": "detail"}
"""The levels of topics, coarse to fine, and what one of each is called."""

_FIELDS = ("unit", "service", "channel", "group", "question", "subject")
_TYPES = dict.fromkeys(("size", "records", "answers", "score", "parent", *LEVELS.values()), "Int64") | dict.fromkeys(
    (*_bounds("share"), *_bounds("nps"), "confidence", "relevance", "similarity"), "float64"
)
"""What the columns are of which some values may not be known."""


class Rows(list[dict[str, Any]]):
    """A list of dicts with the same names in each. What is withheld or not known is None."""

    def __init__(self, rows: Iterable[dict[str, Any]] = (), *, columns: Iterable[str] = ()) -> None:
        """columns are the names that a table has even if there are no rows."""
        super().__init__(rows)
        self.columns = list(columns)

    def to_frame(self, index: str | None = None) -> pandas.DataFrame:
        """Makes a pandas DataFrame, with a column of it as the index if wished.

        Needs pandas: ``pip install "kaiku[pandas]"``. Whole numbers that may be withheld become Int64, so that they stay
        whole beside <NA>.
        """
        import pandas

        names = dict.fromkeys([*self.columns, *(name for row in self for name in row)])
        frame = pandas.DataFrame(list(self), columns=list(names), dtype=object)
        frame = frame.astype({name: _TYPES[name] for name in names if name in _TYPES}).infer_objects()
        return frame if index is None else frame.set_index(index)


def documents(hits: Iterable[search_pb2.Hit]) -> Rows:
    """A row for each record that was found."""
    return Rows(map(_document, hits), columns=["id", "text", "time", "language", "score", *_FIELDS, "relevance", "similarity"])


def _document(hit: search_pb2.Hit) -> dict[str, Any]:
    d: feedback_pb2.Document = hit.document
    fields = {f.name: f.value for f in d.fields}
    score = fields.pop("score", None)
    return {
        "id": d.id,
        "text": d.text,
        "time": _time(d.time) if d.HasField("time") else None,
        "language": CODES[d.language],
        "score": None if score is None else int(score),
        **{name: fields.pop(name, None) for name in _FIELDS},
        "relevance": hit.score,
        "similarity": hit.similarity,
        **fields,
    }


def topics(listed: Iterable[topics_pb2.Topic], language: str) -> Rows:
    """A row for each topic, with its label in a language."""
    columns = ["id", "level", "parent", "label", "words", "size", *_bounds("share"), *_bounds("nps"), "answers"]
    return Rows((_topic(t, language) for t in listed), columns=[*columns, "pinned", "renamed", "hidden", "quotes"])


def _topic(t: topics_pb2.Topic, language: str) -> dict[str, Any]:
    return {
        "id": t.id,
        "level": t.level,
        "parent": t.parent or None,
        "label": next((label.text for label in t.labels if label.language == LANGUAGES[language]), ""),
        "words": list(t.words),
        "size": _count(t.size),
        **_interval("share", t.share if t.HasField("share") else None),
        **_nps(t.nps),
        "pinned": t.pinned,
        "renamed": t.renamed,
        "hidden": t.hidden,
        "quotes": list(t.quotes),
    }


def assignments(streamed: Iterable[topics_pb2.AssignStreamResponse]) -> Rows:
    """A row for each record, with the id of its topic on every level."""

    def rows() -> Iterator[dict[str, Any]]:
        for response in streamed:
            for a in response.assignments:
                places = {LEVELS[p.level]: p for p in a.places}
                topic = places.get("topic")
                yield {
                    "id": a.id,
                    "fitted": a.fitted,
                    **{name: (places[name].topic or None) if name in places else None for name in LEVELS.values()},
                    "confidence": topic.confidence if topic and topic.topic else None,
                }

    return Rows(rows(), columns=["id", "fitted", *LEVELS.values(), "confidence"])


def nps(by: tuple[str, ...], answer: stats_pb2.NpsResponse) -> Rows:
    """A row for each value of a dimension, for each pair of values of two, or one for all feedback."""
    columns = [*by, "records", *_bounds("nps"), "answers"]
    if not by:
        return Rows([_figures(answer.total)], columns=columns)
    if len(by) == 1:
        return Rows(({by[0]: _value(by[0], cell.value), **_figures(cell)} for cell in answer.rows), columns=columns)
    pairs = ((row.value, column.value) for row in answer.rows for column in answer.columns)
    return Rows(
        (
            {by[0]: _value(by[0], row), by[1]: _value(by[1], column), **_figures(cell)}
            for (row, column), cell in zip(pairs, answer.cells, strict=True)
        ),
        columns=columns,
    )


def _value(by: str, value: str) -> str | int | None:
    """A value of a dimension; ids of topics are numbers, as in the rows of topics."""
    if value == "":
        return None
    return int(value) if by in LEVELS.values() else value


def _figures(cell: stats_pb2.Cell) -> dict[str, Any]:
    return {"records": _count(cell.records), **_nps(cell.nps)}


def _count(count: figures_pb2.Count) -> int | None:
    return None if count.withheld else count.n


def _nps(nps: figures_pb2.NetPromoter) -> dict[str, Any]:
    score = nps.score if nps.HasField("score") else None
    return {**_interval("nps", score), "answers": None if nps.withheld else nps.answers}


def _interval(name: str, interval: figures_pb2.Interval | None) -> dict[str, float | None]:
    """An estimate and the bounds of its 95 % confidence interval."""
    if interval is None:
        return dict.fromkeys(_bounds(name))
    return dict(zip(_bounds(name), (interval.value, interval.low, interval.high)))


def _time(stamp: Timestamp) -> datetime.datetime:
    return stamp.ToDatetime(tzinfo=datetime.timezone.utc)
