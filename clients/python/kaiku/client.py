"""A connection to a kaiku server, and what is most asked of it."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ParamSpec, TypeVar

import grpc

from kaiku import channel, rows
from kaiku.addstream import AddStream
from kaiku.errors import raised
from kaiku.records import LANGUAGES, Added, Refused, batches
from kaiku.rows import Rows
from kaiku.v1 import (
    admin_pb2_grpc,
    embed_pb2_grpc,
    feedback_pb2,
    feedback_pb2_grpc,
    figures_pb2,
    search_pb2,
    search_pb2_grpc,
    stats_pb2,
    stats_pb2_grpc,
    text_pb2_grpc,
    topics_pb2,
    topics_pb2_grpc,
)

P = ParamSpec("P")
T = TypeVar("T")

_MODES = {
    "both": search_pb2.SEARCH_MODE_BOTH,
    "word": search_pb2.SEARCH_MODE_WORD,
    "meaning": search_pb2.SEARCH_MODE_MEANING,
}
_BY = {
    name.removeprefix("DIMENSION_").lower(): number
    for name, number in figures_pb2.Dimension.items()
    if number != figures_pb2.DIMENSION_UNSPECIFIED
}


def connect(
    address: str,
    token: str,
    *,
    ca: str | os.PathLike[str] | None = None,
    certificate: str | os.PathLike[str] | None = None,
    key: str | os.PathLike[str] | None = None,
    tls: bool | None = None,
) -> Client:
    """Connects to a server when the first call is made.

    address is host:port. token is what ``kaiku token new`` printed. ca is a PEM file of who signs the server's certificate;
    without it those count that gRPC trusts. certificate and key are PEM files, for a server with ``--client-ca``.

    tls says whether to use TLS. None, the default, does unless the host is this machine and neither ca nor certificate is
    given, as ``kaiku serve`` does; with False on another host, texts and the token can be read on the way.

    Raises OSError where a file cannot be read.
    """
    return Client(channel.make(address, ca=ca, certificate=certificate, key=key, tls=tls), token)


class Stubs:
    """The generated stubs. They take and give messages of kaiku.v1, and raise grpc.RpcError, which Error reads."""

    def __init__(self, connection: grpc.Channel) -> None:
        self.text = text_pb2_grpc.TextStub(connection)
        self.embed = embed_pb2_grpc.EmbedStub(connection)
        self.feedback = feedback_pb2_grpc.FeedbackStub(connection)
        self.search = search_pb2_grpc.SearchStub(connection)
        self.topics = topics_pb2_grpc.TopicsStub(connection)
        self.stats = stats_pb2_grpc.StatsStub(connection)
        self.admin = admin_pb2_grpc.AdminStub(connection)


def _call(method: Callable[P, T]) -> Callable[P, T]:
    """Lets a method raise Error in place of what stubs raise."""

    @functools.wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        with raised():
            return method(*args, **kwargs)

    return call


class Client:
    """A connection to a server. All its methods raise Error where a call fails; threads may share it."""

    stubs: Stubs
    """All services of the server, for what there is no method for."""

    def __init__(self, connection: grpc.Channel, token: str) -> None:
        """Uses a channel that is made already; see connect."""
        self._channel = connection
        self.stubs = Stubs(grpc.intercept_channel(connection, channel.Bearer(token)))

    def close(self) -> None:
        """Closes the connection, and ends calls in progress."""
        self._channel.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @_call
    def add(self, records: Iterable[Mapping[str, Any] | feedback_pb2.Record], *, batch: int = 1000) -> Added:
        """Adds records, and returns when they are on the server's disk. Needs a token for write.

        A record is a dict with the names of kaiku.v1.Record, or that message: id, which alone must be there, and subject,
        time, unit, service, channel, group, language ("fi", "sv", "en"; "mis" for any other), score, question, text, extra
        (a dict). A time is a datetime, a date or ISO 8601; without a zone it is UTC. None, NaN and "" are left out, so that
        ``frame.to_dict("records")`` will do.

        They are read one batch (1 to 10,000) at a time. A record that cannot be kept is listed in the answer, and the others
        are kept. Where the connection breaks, the batch that was not acknowledged is sent again for up to half a minute,
        which doubles nothing: a record takes the place of the one with its id.

        Raises ValueError for a name that no record has; the batches before are kept.
        """
        if not 1 <= batch <= 10_000:
            raise ValueError(f"batch {batch}: expected 1 to 10000")
        done = Added()
        with AddStream(self.stubs.feedback) as stream:
            for b in batches(records, batch):
                refused = b.refused
                if b.records:
                    answer = stream.send(b.records)
                    done.added += len(b.records) - len({r.index for r in answer.refused})
                    for r in answer.refused:
                        refused.append(Refused(b.places[r.index], b.records[r.index].id[:40], r.field, r.description))
                done.refused += sorted(refused)
        return done

    @_call
    def search(
        self,
        text: str = "",
        *,
        mode: str = "both",
        where: Mapping[str, str | Sequence[str]] | None = None,
        limit: int = 100,
    ) -> Rows:
        """Finds records, best first: id, text (masked), time, language, score, unit and the other fields, relevance
        (comparable within one answer) and similarity (cosine). Needs a token for read.

        mode is "word", "meaning" or "both". where narrows it to values of fields: ``{"unit": ["A", "B"], "channel": "sms"}``;
        "language" is a field too, and "x:" stands before the names of extra ones. Without a text all records are listed.
        """
        if limit < 1:
            raise ValueError(f"limit {limit}: expected at least 1")
        request = search_pb2.SearchRequest(
            text=text, mode=_known("mode", mode, _MODES), filter=_filter(where), page_size=min(limit, 1000)
        )
        hits: list[search_pb2.Hit] = []
        more = True
        while more and len(hits) < limit:
            page = self.stubs.search.Search(request)
            hits += page.hits
            request.page_token = page.next_page_token
            more = page.next_page_token != ""
        return rows.documents(hits[:limit])

    @_call
    def fit(
        self,
        *,
        topics: int = 0,
        progress: Callable[[topics_pb2.FitOperation], None] | None = None,
        **options: Any,
    ) -> dict[str, int]:
        """Groups everything that is kept into topics, and returns how many there are on each level. Needs a token for read
        and write. It takes 12 seconds for 100,000 records.

        topics is how many there shall be; 0 lets the texts say it. options are other fields of kaiku.v1.FitRequest.
        progress is called with how far it has come. An interrupt cancels the fit, and the topics before it stand.

        Raises RuntimeError where the fit fails or is cancelled.
        """
        fit = self.stubs.topics.Fit(topics_pb2.FitRequest(topics=topics, **options)).fit
        try:
            for answer in self.stubs.topics.WatchFit(topics_pb2.WatchFitRequest(name=fit.name)):
                fit = answer.fit
                if progress is not None:
                    progress(fit)
        except KeyboardInterrupt:
            self.stubs.topics.CancelFit(topics_pb2.CancelFitRequest(name=fit.name))
            raise
        if fit.state != topics_pb2.FIT_STATE_DONE:
            raise RuntimeError(f"the fit did not end well: {fit.error or 'it was cancelled'}")
        return {level.level: level.topics for level in fit.levels}

    @_call
    def topics(self, level: str = "topics", *, language: str = "fi", hidden: bool = False) -> Rows:
        """Lists topics, largest first: id, parent, label in a language ("fi", "sv" or "en"), words, size, share of the texts
        (0 to 1) and NPS with 95 % intervals, answers behind the NPS, quotes. Small counts are withheld: None. Needs a token
        for figures or read; without read there are no quotes.

        level is "areas", "themes", "topics" or "details". hidden lists also those that somebody hid.
        """
        _known("level", level, rows.LEVELS)
        _known("language", language, {"fi", "sv", "en"})
        answer = self.stubs.topics.List(topics_pb2.ListRequest(level=level, hidden=hidden))
        return rows.topics(answer.topics, language)

    @_call
    def assignments(self, where: Mapping[str, str | Sequence[str]] | None = None) -> Rows:
        """Says which topics records are in, in the order in which they were first added: id, the ids of its area, theme,
        topic and detail (None where it is in none), and confidence in the topic (0 to 1). Needs a token for read.

        where is as in search; without it all records are listed.
        """
        request = topics_pb2.AssignStreamRequest(filter=_filter(where))
        return rows.assignments(self.stubs.topics.AssignStream(request))

    @_call
    def nps(self, *by: str) -> Rows:
        """Counts records and gives their net promoter score (-100 to 100) with its 95 % interval, for each value of a
        dimension, each pair of values of two, or for all feedback. Small counts are withheld: None. Needs a token for figures
        or read.

        by is of service, unit, channel, group, question, language, month, area, theme, topic, detail.
        """
        request = stats_pb2.NpsRequest(by=[_known("by", name, _BY) for name in by])
        return rows.nps(by, self.stubs.stats.Nps(request))


def _filter(where: Mapping[str, str | Sequence[str]] | None) -> search_pb2.Filter:
    made = search_pb2.Filter()
    for name, given in (where or {}).items():
        values = [given] if isinstance(given, str) else given
        if name == "language":
            made.languages.extend(_known("language", v, LANGUAGES) for v in values)
        else:
            made.fields.add(name=name, values=values)
    return made


def _known(what: str, name: str, names: Any) -> Any:
    """The value of a name, or the name where names have none."""
    if name not in names:
        raise ValueError(f"{what} {name!r}: expected one of {', '.join(sorted(names))}")
    return names[name] if isinstance(names, dict) else name
