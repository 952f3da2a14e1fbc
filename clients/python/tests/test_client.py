"""Tests against a server: tools/python makes the program, its certificate and the virtual environments, and runs them."""

import contextlib
import csv
import datetime
import importlib.util
import io
import json
import os
import pathlib
import runpy
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

import grpc
import kaiku
from kaiku.v1 import feedback_pb2, search_pb2

HERE = pathlib.Path(__file__).parent
SAMPLE = HERE.parents[2] / "testdata" / "feedback.csv"
EXAMPLE = HERE.parent / "examples" / "topics.py"
MADE = pathlib.Path(os.environ["KAIKU_TEST"])


class Server:
    """A server of an archive of its own, with TLS and tokens."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.ca = MADE / "cert.pem"
        self.address = "127.0.0.1:0"
        for name, scopes in ("writer", "read,write"), ("reader", "read"):
            made = subprocess.run(
                [MADE / "kaiku", "token", "new", "tokens.json", "--name", name, "--scopes", scopes],
                cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            (folder / f"{name}.token").write_bytes(made.stdout)
        self.start()

    def start(self) -> None:
        """Starts it, where it was before if it was stopped."""
        self.process = subprocess.Popen(
            [MADE / "kaiku", "serve", "archive", "--create", "--tokens", "tokens.json", "--listen", self.address,
             "--tls-cert", self.ca, "--tls-key", MADE / "key.pem"],
            cwd=self.folder, stderr=subprocess.PIPE,
        )  # fmt: skip
        for line in self.process.stderr:
            said = json.loads(line) if line.startswith(b"{") else {}
            if said.get("msg") == "listening":
                self.address = said["address"]
                break
        else:
            raise RuntimeError("the server does not listen")
        self.log = open(self.folder / "log", "ab")  # what is not read would hold it back
        self.copy = subprocess.Popen(["cat"], stdin=self.process.stderr, stdout=self.log)

    def kill(self) -> None:
        """Ends it as a crash would."""
        self.process.kill()
        self.process.wait()
        self.copy.wait()
        self.process.stderr.close()
        self.log.close()

    def token(self, name: str) -> str:
        return (self.folder / f"{name}.token").read_text()

    def connect(self, name: str = "writer") -> kaiku.Client:
        return kaiku.connect(self.address, self.token(name), ca=self.ca)


class ServedTest(unittest.TestCase):
    """Gives each test a server."""

    def setUp(self) -> None:
        self.server = Server(pathlib.Path(self.enterContext(tempfile.TemporaryDirectory())))
        self.addCleanup(lambda: self.server.kill())

    if sys.version_info < (3, 11):

        def enterContext(self, manager):
            entered = manager.__enter__()
            self.addCleanup(manager.__exit__, None, None, None)
            return entered


def sample() -> list[dict]:
    """The sample records, with the names of kaiku."""
    names = {"nps": "score", "customer_group": "group"}
    with open(SAMPLE, newline="", encoding="utf-8") as f:
        rows = [{names.get(k, k): v for k, v in row.items()} for row in csv.DictReader(f)]
    return [{k: v for k, v in row.items() if k not in ("theme", "sentiment", "type")} for row in rows]


class AddTest(ServedTest):
    def test_refused_records_are_listed_and_the_others_kept(self):
        self.maxDiff = None
        given = [
            {"id": "a", "text": "Ruoka oli hyvää", "score": 9.0, "time": datetime.date(2025, 5, 1), "unit": float("nan")},
            {"id": "b", "text": "x", "score": 11},
            {"id": "c", "text": "x", "score": "very good"},
            {"text": "no id"},
            {"id": 5, "text": "Maten var god", "language": "sv", "extra": {"visit": 2, "empty": None}},
            feedback_pb2.Record(id="f", text="Good food"),
            {"id": "g", "text": "x", "time": "yesterday"},
        ]
        with self.server.connect() as client:
            done = client.add(iter(given), batch=2)
            self.assertEqual(done.added, 3)
            self.assertEqual([(r.place, r.id, r.field) for r in done.refused],
                             [(1, "b", "score"), (2, "c", "score"), (3, "", "id"), (6, "g", "time")])  # fmt: skip
            self.assertIn("0 to 10", done.refused[0].description)
            kept = {row["id"]: row for row in client.search()}
        self.assertEqual(sorted(kept), ["5", "a", "f"])
        self.assertEqual((kept["a"]["score"], kept["a"]["unit"]), (9, None))
        self.assertEqual(kept["a"]["time"], datetime.datetime(2025, 5, 1, tzinfo=datetime.timezone.utc))
        self.assertEqual((kept["5"]["language"], kept["5"]["x:visit"]), ("sv", "2"))

    def test_a_name_that_no_record_has(self):
        with self.server.connect() as client, self.assertRaisesRegex(ValueError, "record 1: 'nps': expected one of id,"):
            client.add([{"id": "a", "text": "x"}, {"id": "b", "nps": 3}])

    def test_a_server_that_is_killed_meanwhile(self):
        records = sample()

        def dying():
            for i, record in enumerate(records):
                if i == 500:
                    self.server.kill()
                    self.server.start()
                yield record

        with self.server.connect() as client:
            done = client.add(dying(), batch=100)
            self.assertEqual((done.added, done.refused), (len(records), []))
            self.assertEqual(sorted(row["id"] for row in client.search(limit=5000)), sorted(r["id"] for r in records))

    def test_a_server_that_stays_away(self):
        with self.server.connect() as client, mock.patch("kaiku.addstream._PATIENCE", 0.5):
            self.server.process.kill()
            with self.assertRaises(kaiku.Error) as raised:
                client.add([{"id": "a", "text": "x"}])
        self.assertIs(raised.exception.code, grpc.StatusCode.UNAVAILABLE)


class ErrorTest(ServedTest):
    def test_violations_can_be_read(self):
        request = feedback_pb2.AddRequest(records=[{"id": "a", "score": 11}, {"text": "x"}])
        with self.server.connect() as client:
            with self.assertRaises(grpc.RpcError) as raised:
                client.stubs.feedback.Add(request)
            err = kaiku.Error(raised.exception)
            self.assertIs(err.code, grpc.StatusCode.INVALID_ARGUMENT)
            self.assertEqual([v.field for v in err.violations], ["records[0].score", "records[1].id"])
            self.assertRegex(str(err), r"^INVALID_ARGUMENT:\n  records\[0\].score: .*0 to 10\n  records\[1\].id: ")
            with self.assertRaisesRegex(kaiku.Error, "FAILED_PRECONDITION: .*Topics.Fit"):
                client.topics()
            client.add([{"id": "a", "unit": "A", "text": "x"}])
            with self.assertRaisesRegex(kaiku.Error, "NOT_FOUND: .*nowhere"):
                client.search("x", where={"nowhere": "y"})
            with self.assertRaisesRegex(ValueError, "mode 'fuzzy': expected one of both, meaning, word"):
                client.search("x", mode="fuzzy")

    def test_tokens(self):
        with self.server.connect("reader") as client, self.assertRaisesRegex(kaiku.Error, "PERMISSION_DENIED: .*write"):
            client.add([{"id": "a", "text": "x"}])
        with kaiku.connect(self.server.address, "nonsense", ca=self.server.ca) as client:
            with self.assertRaisesRegex(kaiku.Error, "UNAUTHENTICATED"):
                client.search("x")

    def test_a_certificate_of_somebody_else(self):
        with kaiku.connect(self.server.address, self.server.token("reader"), tls=True) as client:
            with self.assertRaisesRegex(kaiku.Error, "UNAVAILABLE"):
                client.search("x")


class FiguresTest(ServedTest):
    def test_figures_are_those_of_the_file(self):
        records = sample()
        with self.server.connect() as client:
            self.assertEqual(client.add(records).added, len(records))
            found = client.search(where={"channel": ["sms", "web"], "language": "sv"}, limit=1000)
            self.assertEqual({(row["channel"], row["language"]) for row in found}, {("sms", "sv"), ("web", "sv")})
            (total,) = client.nps()
            self.assertEqual(total["records"], len(records))
            scores = [int(r["score"]) for r in records if r["score"]]
            self.assertEqual(total["answers"], len(scores))
            nps = 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores)
            self.assertAlmostEqual(total["nps"], nps, places=6)
            self.assertTrue(total["nps_low"] < nps < total["nps_high"])

            by_channel = {row["channel"]: row["records"] for row in client.nps("channel")}
            for channel, n in by_channel.items():
                self.assertIn(n, (None, sum(r["channel"] == (channel or "") for r in records)))
            pairs = client.nps("channel", "language")
            self.assertEqual(list(pairs[0]), ["channel", "language", "records", "nps", "nps_low", "nps_high", "answers"])
            self.assertEqual({row["channel"] for row in pairs}, set(by_channel))

            listed = client.search(limit=len(records) - 1)
            self.assertEqual(len({row["id"] for row in listed}), len(records) - 1)
            words = client.search("jonotus", mode="word")
            stub = client.stubs.search.Search(
                search_pb2.SearchRequest(text="jonotus", mode=search_pb2.SEARCH_MODE_WORD, page_size=100)
            )
            self.assertEqual([row["id"] for row in words], [hit.document.id for hit in stub.hits])

            seen = []
            levels = client.fit(progress=seen.append, why="a test")
            self.assertEqual(list(levels), ["areas", "themes", "topics", "details"])
            self.assertTrue(seen)
            for level, n in levels.items():
                self.assertEqual(len(client.topics(level)), n)
            assigned = client.assignments()
            self.assertEqual({row["id"] for row in assigned}, {r["id"] for r in records})
            for topic in client.topics(language="sv"):
                self.assertTrue(topic["label"])
                self.assertIn(topic["size"], (None, sum(row["topic"] == topic["id"] for row in assigned)))


class PlainTest(unittest.TestCase):
    def test_the_token_goes_nowhere_without_tls_unless_told(self):
        for address, given, secure in [
            ("127.0.0.1:7979", {}, False),
            ("[::1]:7979", {}, False),
            ("localhost:7979", {}, False),
            ("127.0.0.1:7979", {"ca": MADE / "cert.pem"}, True),
            ("kaiku.example:7979", {}, True),
            ("127.0.0.1.example:7979", {}, True),
            ("10.0.0.1:7979", {"tls": False}, False),
        ]:
            with self.subTest(address=address, **given), mock.patch("grpc.secure_channel") as made:
                kaiku.connect(address, "t", **given).close()
                self.assertEqual(made.called, secure)
        for given in {"tls": False, "ca": MADE / "cert.pem"}, {"certificate": MADE / "cert.pem"}:
            with self.assertRaises(ValueError):
                kaiku.connect("127.0.0.1:7979", "t", **given)


@unittest.skipUnless(importlib.util.find_spec("pandas"), "without pandas")
class ExampleTest(ServedTest):
    def test_it_ends_in_a_table(self):
        os.environ.update(
            KAIKU_ADDRESS=self.server.address, KAIKU_CA=str(self.server.ca), KAIKU_TOKEN=str(self.server.folder / "writer.token")
        )
        printed = io.StringIO()
        with mock.patch.object(sys, "argv", [str(EXAMPLE), str(SAMPLE)]), contextlib.redirect_stdout(printed):
            made = runpy.run_path(str(EXAMPLE))
        table = made["table"]
        made["client"].close()
        self.assertIn("940 records are kept, 0 were refused", printed.getvalue())
        self.assertEqual(list(table.columns), ["label", "size", "share", "nps", "nps_sms", "nps_web"])
        self.assertEqual((table.index.name, str(table["size"].dtype)), ("id", "Int64"))
        self.assertGreater(len(table), 10)
        self.assertLessEqual(table["size"].sum(), 940)
        self.assertTrue((table["label"].str.len() > 0).all())
        self.assertTrue(table[["nps", "nps_sms", "nps_web"]].stack().dropna().between(-100, 100).all())
        self.assertGreater(table["nps"].notna().sum(), 10)
        empty = kaiku.Rows([{"area": None, "nps": None, "records": None}]).to_frame()
        self.assertEqual([str(t) for t in empty.dtypes], ["Int64", "float64", "Int64"])


if __name__ == "__main__":
    unittest.main()
