"""``docgen preview`` as a server: whom it answers, what it refuses, and how it ends."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from threading import Barrier, Event, Lock
from urllib.parse import quote

import pytest
from starlette.exceptions import HTTPException

from docgen.diagnostics import UsageError
from docgen.preview import entry_routes, page_routes, serve
from docgen.preview.editor_link import EditorLink
from docgen.preview.event_stream import EventStream
from docgen.preview.guard import ENTER, LARGEST
from docgen.preview.preview_context import PreviewContext
from docgen.preview.server import preview_routes
from docgen.preview.session import PreviewSession
from docgen.runs.edition import find_edition
from tests.preview_client import PATIENCE, Answer, PreviewClient, ServedProcess, served
from tests.support import SmallProject, small_project
from tests.warm_docgen import run

pytestmark = pytest.mark.slow

UNIT = "one"
WRITES = (
    "/api/quit",
    f"/api/units/{UNIT}/edit",
    f"/api/units/{UNIT}/rows",
    f"/api/units/{UNIT}/fix",
    f"/api/units/{UNIT}/undo",
    f"/api/units/{UNIT}/redo",
    f"/api/units/{UNIT}/save",
    f"/api/units/{UNIT}/office",
    f"/api/units/{UNIT}/office/conflict",
)
RULES = [
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "img-src 'self' blob:",
    "script-src 'self'",
    "style-src 'self'",
]
REFUSED = {400, 403, 404, 405, 411, 413, 415, 421}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """A project with a unit, another edition with another unit, and secrets beside it."""
    project = small_project(tmp_path_factory.mktemp("project"))
    project.template("{{ 名称 }}", "{{ 数 }}")
    project.content("数: '17'\n")
    other = project.root / "content" / "2022" / "other"
    other.mkdir(parents=True)
    (other / "report.yaml").write_text("模板: form\n名称: 别的年度\n数: SECRET\n", "utf-8")
    outside = project.root.parent / "outside"
    outside.mkdir()
    (outside / "report.yaml").write_text("模板: form\n名称: 外面\n数: SECRET\n", "utf-8")
    (project.root / "content" / "2023" / "linked").symlink_to(outside)
    (project.root / "SECRET.txt").write_text("SECRET", "utf-8")
    return project


@pytest.fixture(scope="module")
def client(files: SmallProject) -> Iterator[PreviewClient]:
    """A browser at a preview of these files, whose pages are there."""
    with served(files.root) as found:
        found.settled(UNIT)
        yield found


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is none of the project."""
    path = tmp_path_factory.mktemp("outside") / "secret"
    path.write_text("SECRET", "utf-8")
    return path


def is_refused(answer: Answer) -> bool:
    """Whether an answer is a refusal, and gives nothing away."""
    return answer.status in REFUSED and b"SECRET" not in answer.body and len(answer.body) < 500


def test_what_follows_the_headers_of_an_answer_is_sent_at_once() -> None:
    """Else the browser waits 40 ms for it, with each click."""

    async def accepted() -> int:
        found = asyncio.get_running_loop().create_future()

        def accept(_: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
            taken = to.get_extra_info("socket")
            found.set_result(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            to.close()

        listener = serve._listening(0)
        async with await asyncio.start_server(accept, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            writer.close()
            return int(await found)

    assert asyncio.run(accepted())


def test_the_page_itself_is_answered(client: PreviewClient) -> None:
    assert client.get("/").status == 200
    assert client.get("/api/edition").json["edition"] == "2023"
    assert client.unit(UNIT)["filled"] == 2
    assert client.ask("HEAD", "/", client.reader).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "127.0.0.1:{port}.evil.example",
        "evil.example",
        "evil.example:{port}",
        "localhost.evil.example:{port}",
        "127.0.0.1.nip.io:{port}",
        "user@127.0.0.1:{port}",
        "127.0.0.1:{port}@evil.example",
        "0.0.0.0:{port}",
        "127.1:{port}",
        "2130706433:{port}",
        "[::1]:{port}",
        "[::ffff:127.0.0.1]:{port}",
        "127.0.0.1:{port}, evil.example",
        "127.0.0.1:0{port}",
        "127.0.0.1.:{port}",
        "localhost.:{port}",
        "127.0.0.1:{port}#",
    ],
)
def test_a_foreign_host_is_refused(client: PreviewClient, host: str) -> None:
    named = host.format(port=client.port)
    for path in ("/", "/api/edition", "/static/main.js"):
        answer = client.ask("GET", path, client.reader, host=named)
        assert is_refused(answer), path
    body = json.dumps({"key": client.key}).encode()
    headers = {"Origin": f"http://{named}", "Content-Type": "application/json"}
    assert is_refused(client.ask("POST", "/api/enter", headers, body, host=named))


def test_two_hosts_are_refused(client: PreviewClient) -> None:
    answer = client.ask("GET", "/api/edition", {**client.reader, "host": "evil.example"})
    assert is_refused(answer)


def test_localhost_is_the_same_server(client: PreviewClient) -> None:
    host = f"localhost:{client.port}"
    headers = {**client.reader, "Origin": f"http://{host}"}
    assert client.ask("GET", "/api/edition", headers, host=host).status == 200


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        "http://evil.example",
        "http://evil.example:{port}",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "http://localhost:{port}",
        "http://127.0.0.1:{port}.evil.example",
        "http://127.0.0.1:{port}/",
        "file://",
    ],
)
def test_nothing_is_written_for_a_foreign_origin(client: PreviewClient, origin: str | None) -> None:
    headers = {**client.reader, "Content-Type": "application/json"}
    if origin is not None:
        headers["Origin"] = origin.format(port=client.port)
    for path in WRITES:
        assert client.ask("POST", path, headers, b"{}").status == 403, path
    assert client.get("/api/edition").status == 200


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "http://127.0.0.1:1"])
def test_nothing_is_read_for_a_foreign_origin(client: PreviewClient, origin: str) -> None:
    for path in ("/api/edition", "/api/events", f"/api/units/{UNIT}"):
        answer = client.ask("GET", path, {**client.reader, "Origin": origin})
        assert answer.status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_of_this_machine_reads_nothing(client: PreviewClient, site: str) -> None:
    """A link leads to the page from wherever it stands; to nothing else."""
    headers = {**client.reader, "Sec-Fetch-Site": site}
    for path in ("/api/edition", "/static/main.js"):
        assert client.ask("GET", path, headers).status == 403
    assert client.ask("GET", "/", headers).status == 200


def test_without_its_token_nobody_gets_anything(files: SmallProject, client: PreviewClient) -> None:
    """Of every route but the page's own files, asked as a page would but for the token."""
    token = client.token
    wrong = ["", "wrong", client.key, token[:-1], f"{token}x", f"{token}, {token}", "é"]
    given = [{}, *({"X-Docgen-Token": each} for each in wrong)]
    given += [{"Cookie": f"X-Docgen-Token={token}"}, {"Authorization": f"Bearer {token}"}]
    given += [{"X-Docgen-Token": token, "x-docgen-token": "wrong"}]
    paths = {path for path in route_paths(files) if path not in ("/", "/static/0")}
    for path in {*paths, "/nothing", "/static", "/staticx", "//static/main.js"}:
        for headers in given:
            for method in ("GET", "HEAD", "DELETE"):
                answer = client.ask(method, path, headers)
                assert answer.status == 403, (method, path, headers)
            sent = {**client.origin, "Content-Type": "application/json", **headers}
            status = 400 if path == "/api/enter" else 403
            assert client.ask("POST", path, sent, b"{}").status == status, (path, headers)
    for path in ("/", "/static/main.js"):
        assert client.ask("POST", path, client.origin, b"{}").status == 403
    assert client.get("/api/edition").status == 200


def test_the_token_counts_in_no_address(client: PreviewClient) -> None:
    for name in ("token", "key", "x-docgen-token"):
        for secret in (client.token, client.key):
            assert client.ask("GET", f"/api/edition?{name}={secret}").status == 403


def test_the_pages_own_files_have_nothing_secret_in_them(client: PreviewClient) -> None:
    """They are given to whoever asks."""
    for path in ("/", "/static/main.js", "/static/app.css"):
        answer = client.ask("GET", path)
        assert answer.status == 200
        assert client.token.encode() not in answer.body
        assert client.key.encode() not in answer.body
        assert "set-cookie" not in answer.headers


def test_the_key_of_the_printed_address_always_counts(client: PreviewClient) -> None:
    for _ in range(3):
        assert client.enter(client.key).json == {"token": client.token}
    assert len({client.key, client.token}) == 2
    assert min(map(len, (client.key, client.token))) >= 43


@pytest.mark.parametrize("key", ["", "wrong", "{key}x", "#{key}", "{token}", "é"])
def test_a_wrong_key_gets_no_token(client: PreviewClient, key: str) -> None:
    answer = client.enter(key.format(key=client.key, token=client.token))
    assert answer.status == 403
    assert client.token.encode() not in answer.body


def test_a_key_is_a_text_of_our_own_page(client: PreviewClient) -> None:
    for key in (None, 17, [client.key], {client.key: 1}, "\ud800", "\0"):
        answer = client.post("/api/enter", {"key": key})
        assert answer.status == 400, key
    body = json.dumps({"key": client.key}).encode()
    for origin in (None, "null", "http://evil.example", "http://127.0.0.1:1"):
        headers = {"Content-Type": "application/json"} | ({"Origin": origin} if origin else {})
        assert client.ask("POST", "/api/enter", headers, body).status == 403, origin
    assert client.ask("POST", "/api/enter", client.origin, body).status == 415


def test_the_address_that_is_opened_counts_once(
    files: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody on this machine can see what a program is started with."""
    opened: Queue[str] = Queue()
    monkeypatch.setattr(serve, "open_browser", opened.put)
    with served(files.root, opens=True) as client:
        before, _, key = opened.get(timeout=PATIENCE).partition("#")
        assert before == f"http://127.0.0.1:{client.port}/"
        assert key != client.key
        answers = [client.enter(key) for _ in range(3)]
        assert [answer.status for answer in answers] == [200, 403, 403]
        assert answers[0].json == {"token": client.token}
        assert client.enter(client.key).status == 200


def test_cookies_of_other_ports_are_none_of_its_business(client: PreviewClient) -> None:
    """Browsers send the cookies of a machine to all of its ports, whatever is in them."""
    for cookie in ('prefs={"a": 1}', "bad name=1", "x[1]=2", "=", "a/b=1", "\xff", "x" * 8000):
        headers = {**client.reader, "Cookie": cookie}
        assert client.ask("GET", "/api/edition", headers).status == 200, cookie


def test_it_sets_no_cookie(files: SmallProject, client: PreviewClient) -> None:
    answers = [client.get(path) for path in route_paths(files) if path != "/api/events"]
    answers.append(client.enter(client.key))
    assert not any("set-cookie" in answer.headers for answer in answers)


def test_who_asks_without_the_token_is_told_what_to_do(client: PreviewClient) -> None:
    told = client.ask("GET", "/api/edition", {"Accept-Language": "zh-CN"}).json
    assert told == {"error": "请打开 docgen preview 显示的地址"}
    told = client.ask("GET", "/api/edition", {"Accept-Language": "en"}).json
    assert told == {"error": "open the address that docgen preview has printed"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("2099",), "unknown-edition"),
        (("2023", "--unit", "nobody"), "unknown-unit"),
        (("2023", "--editor", "javascript:{path}"), "bad-editor"),
        (("2023", "--port", "{port}"), "port-taken"),
    ],
)
def test_what_cannot_be_previewed_is_told_at_once(
    files: SmallProject, client: PreviewClient, words: tuple[str, ...], code: str
) -> None:
    told = [word.replace("{port}", str(client.port)) for word in words]
    process = run(files, "preview", "--no-open", *told)
    assert process.returncode == 2
    assert process.stdout == ""
    assert f"error[{code}]" in process.stderr
    assert "hint: " in process.stderr


def test_a_get_writes_nothing(client: PreviewClient) -> None:
    """The office's edits are read where they are decided on; else there is nothing to read."""
    headers = {**client.own, "Content-Type": "application/json"}
    sent = {"ids": [], "action": "leave", "key": client.key}
    for path in (*WRITES, ENTER):
        for method in ("GET", "HEAD"):
            answer = client.ask(method, path, headers, json.dumps(sent).encode())
            if path.endswith("/office"):
                assert answer.status == 200
                assert method == "HEAD" or "edits" in answer.json
            else:
                assert answer.status in (404, 405), (method, path)
    assert client.get("/api/edition").status == 200


@pytest.mark.parametrize(
    "method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "QUIT"]
)
def test_other_methods_are_refused(client: PreviewClient, method: str) -> None:
    headers = {**client.own, "Content-Type": "application/json"}
    for path in ("/", "/api/edition", *WRITES):
        answer = client.ask(method, path, headers, b"{}")
        assert answer.status == 405, path
        assert not any(name.startswith("access-control") for name in answer.headers)
        foreign = {**headers, "Origin": "http://evil.example"}
        assert client.ask(method, path, foreign, b"{}").status == 403, path


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "",
        "text/plain",
        "text/plain; application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json; charset=utf-16",
    ],
)
def test_only_json_is_taken(client: PreviewClient, kind: str | None) -> None:
    headers = client.own | ({} if kind is None else {"Content-Type": kind})
    for path in WRITES:
        assert client.ask("POST", path, headers, b"{}").status == 415, path


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"17", b"null", b'"text"', b"\xff", b"[" * 100_000]
)
def test_what_is_no_json_object_is_refused(client: PreviewClient, body: bytes) -> None:
    headers = {**client.own, "Content-Type": "application/json"}
    for path in WRITES:
        assert client.ask("POST", path, headers, body).status == 400, path
    assert client.get("/api/edition").status == 200


def test_too_much_is_refused_before_it_is_read(client: PreviewClient) -> None:
    headers = {**client.own, "Content-Type": "application/json"}
    said = {**headers, "Content-Length": str(LARGEST + 1)}
    assert client.ask("POST", "/api/quit", said).status == 413
    assert client.ask("POST", "/api/quit", {**headers, "Content-Length": "9" * 30}).status == 400
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=PATIENCE)
    connection.putrequest("POST", "/api/quit")
    for name, value in {**headers, "Transfer-Encoding": "chunked"}.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(f"{LARGEST + 9:x}\r\n".encode() + b" " * (LARGEST + 1))  # more is to come
    assert connection.getresponse().status == 413
    connection.close()


def test_a_get_with_much_in_it_is_refused(client: PreviewClient) -> None:
    headers = {**client.reader, "Content-Length": str(LARGEST + 1)}
    assert client.ask("GET", "/api/edition", headers).status == 413


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "../one",
        "%2e%2e",
        "%2e%2e%2fone",
        "..%2f..%2fSECRET.txt",
        "..%5c..%5cSECRET.txt",
        "..\\..\\SECRET.txt",
        "%252e%252e%252fSECRET.txt",
        "....//SECRET.txt",
        "one%00",
        "one%2f..%2f..%2f2022%2fother",
        "../2022/other",
        "other",
        "%2fetc%2fpasswd",
        "C:%5cWindows",
        "one/",
        "ONE",
        "%EF%BC%8E%EF%BC%8E",
        "",
        ".",
    ],
)
def test_names_lead_nowhere_else(client: PreviewClient, name: str) -> None:
    paths = [
        f"/api/units/{name}",
        f"/api/units/{name}/pages/0.json",
        f"/api/units/{name}/report.docx",
        f"/api/units/{name}/places?file=report.yaml&line=1",
        f"/static/{name}",
        f"/static/../../../{name}",
        f"/{name}/SECRET.txt",
    ]
    for path in paths:
        answer = client.ask("GET", path, client.reader)
        assert answer.status in (307, 400, 404), path
        assert b"SECRET" not in answer.body


@pytest.mark.parametrize(
    "name", ["__init__.py", "../guard.py", "%2e%2e/guard.py", "..%2fguard.py", ".."]
)
def test_only_the_pages_own_files_are_given(client: PreviewClient, name: str) -> None:
    answer = client.ask("GET", f"/static/{name}", client.reader)
    assert answer.status == 404
    assert b"import" not in answer.body


def test_a_file_of_the_page_is_named_by_what_lies_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a name comes through the routes with a separator, as on Windows."""
    (tmp_path / "static").mkdir()
    for path in ("secret.js", "static/main.js", "static/notes.txt"):
        (tmp_path / path).write_text("SECRET", "utf-8")
    monkeypatch.setattr(entry_routes, "_STATIC", tmp_path / "static")
    assert entry_routes._static_file("main.js").status_code == 200
    own = str(tmp_path / "static" / "main.js")
    for name in ("../secret.js", "./main.js", "../static/main.js", own, "notes.txt"):
        with pytest.raises(HTTPException) as told:
            entry_routes._static_file(name)
        assert told.value.status_code == 404, name


def test_a_report_that_is_a_link_is_not_given(project: SmallProject, outside: Path) -> None:
    project.template("{{ 名称 }}")
    with served(project.root) as client:
        client.settled(UNIT)
        saved = client.post(f"/api/units/{UNIT}/save", {}).json
        for kind in ("docx", "pdf"):
            assert client.get(f"/api/units/{UNIT}/report.{kind}").status == 200
            (project.root / saved[kind]).unlink()
            (project.root / saved[kind]).symlink_to(outside)
            assert is_refused(client.get(f"/api/units/{UNIT}/report.{kind}"))


def test_a_unit_that_is_a_link_to_outside_shows_nothing(client: PreviewClient) -> None:
    unit = client.settled("linked")
    assert [problem["code"] for problem in unit["problems"]] == ["link-outside"]
    assert "SECRET" not in str(unit)
    assert client.get("/api/search?q=SECRET").json == {"hits": []}


def test_what_a_link_leads_to_outside_of_its_unit_is_shown_nowhere(
    project: SmallProject, outside: Path
) -> None:
    project.template("{{ 名称 }}")
    with served(project.root) as client:
        client.settled(UNIT)
        (project.unit / "narrative").mkdir()
        for path in (project.unit / "1.md", project.unit / "narrative" / "2.md"):
            path.symlink_to(outside)
        (project.unit / "all").symlink_to("/usr/lib")
        codes: list[str] = []
        while codes.count("link-outside") != 3:
            unit = client.unit(UNIT)
            codes = [problem["code"] for problem in unit["problems"]]
        assert "SECRET" not in str(unit)
        assert client.get("/api/search?q=SECRET").json == {"hits": []}
        place = {"file": f"content/2023/{UNIT}/1.md", "line": 1, "column": 1}
        sent = {**place, "kind": "block", "old": "", "new": "typed"}
        told = client.post(f"/api/units/{UNIT}/edit", sent)
        assert "SECRET" not in str(told.json)
        assert not told.json["ok"]
    assert outside.read_text("utf-8") == "SECRET"


def test_a_place_outside_of_the_unit_is_nowhere(client: PreviewClient) -> None:
    for file in ("../SECRET.txt", "/etc/passwd", "content/2022/other/report.yaml", "SECRET.txt"):
        answer = client.get(f"/api/units/{UNIT}/places?file={file}&line=1&column=1")
        assert answer.json == {"boxes": []}


def test_pages_and_sources_that_are_not_there_are_refused(client: PreviewClient) -> None:
    unit = client.settled(UNIT)
    digest, number = unit["pages"][0]["digest"], unit["map"]
    api = f"/api/units/{UNIT}"
    assert client.get(f"{api}/pages/0.png?digest={digest}").status == 200
    assert client.get(f"{api}/pages/0.png?digest={digest}&scale=4").status == 200
    assert client.get(f"{api}/pages/0.png?digest=other").status == 409
    assert client.get(f"{api}/pages/99.png?digest={digest}").status == 404
    for scale in ("0", "-1", "4.01", "6", "1e9", "nan", "inf", "x"):
        assert client.get(f"{api}/pages/0.png?digest={digest}&scale={scale}").status == 400, scale
    numbers = ("99", "-1", "9" * 5000, "1e3", "٣", "+0", " 0", "")
    absent = [f"pages/{quote(each)}.{kind}" for each in numbers for kind in ("json", "png")]
    for path in (*absent, f"sources/9999?map={number}", f"sources/{'9' * 5000}?map={number}"):
        assert client.get(f"{api}/{path}").status == 404, path
    assert client.get(f"{api}/sources/0?map={number - 1}").status == 409
    for offset in ("nan", "inf", "1e400", "x"):
        assert client.get(f"{api}/sources/0?map={number}&offset={offset}").status == 400, offset
    for line in ("nan", "inf", "x"):
        assert client.get(f"{api}/places?file=a&line={line}").status == 400, line


def test_many_pictures_leave_others_their_turn(
    client: PreviewClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More are asked for than the server has threads."""
    unit, drawn, running, lock = client.settled(UNIT), Event(), list[int](), Lock()
    counts = list[int]()
    are_two = Barrier(3, timeout=PATIENCE)

    def draw(pdf: bytes, number: int, scale: float) -> bytes:
        with lock:
            running.append(number)
            counts.append(len(running))
            is_first = len(counts) <= 2
        if is_first:
            are_two.wait()
        drawn.wait(PATIENCE)
        with lock:
            running.pop()
        return b"picture"

    monkeypatch.setattr(page_routes, "page_png", draw)
    digest, number = unit["pages"][0]["digest"], unit["map"]
    address = f"/api/units/{UNIT}/pages/0.png?digest={digest}"
    with ThreadPoolExecutor(50) as threads:
        answers = threads.map(
            client.get, [f"{address}&scale={1 + each / 50}" for each in range(50)]
        )
        are_two.wait()
        assert client.get(f"/api/units/{UNIT}/sources/0?map={number}").status == 200
        assert client.unit(UNIT)["map"] == number
        drawn.set()
        assert [answer.body for answer in answers] == [b"picture"] * 50
    assert max(counts) == 2


def route_paths(files: SmallProject) -> list[str]:
    """An address of every route."""
    events, edition = EventStream(), find_edition("2023", files.root)
    session = PreviewSession(edition, events.tell)
    context = PreviewContext(session, events, EditorLink(files.root))
    paths = (route.path for route in preview_routes(context))
    return [re.sub(r"\{\w+\}", "0", path).replace("/units/0", f"/units/{UNIT}") for path in paths]


def test_every_answer_has_the_headers(files: SmallProject, client: PreviewClient) -> None:
    """Of every route, asked rightly and wrongly, and of what is refused before and behind them."""
    paths = route_paths(files)
    assert len(paths) > 8
    answers = [client.enter(client.key), client.enter("wrong")]
    for path in {*paths, "/nothing", "/api/units/nobody", "/static/nothing", "/static/main.js"}:
        if path not in ("/api/events", "/api/quit"):
            answers.append(client.get(path))
            answers.append(client.ask("GET", path))
            answers.append(client.ask("PUT", path, client.own))
            answers.append(client.ask("GET", path, host="evil.example"))
    answers.append(client.ask("GET", "/", {"Content-Length": "much"}))
    for answer in answers:
        rules = answer.headers["content-security-policy"].split("; ")
        assert sorted(rules) == RULES
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"]
        assert not any(name.startswith("access-control") for name in answer.headers)
        assert "server" not in answer.headers
    assert len({answer.status for answer in answers}) >= 5


def test_what_is_secret_is_kept_nowhere(client: PreviewClient) -> None:
    for path in ("/", "/api/edition", f"/api/units/{UNIT}", f"/api/units/{UNIT}/pages/0.json"):
        assert client.get(path).headers["cache-control"] in ("no-store", "no-cache")


def test_an_upgrade_to_a_web_socket_is_refused(client: PreviewClient) -> None:
    headers = {
        **client.own,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }
    assert client.ask("GET", "/api/events/x", headers).status == 404
    assert client.ask("GET", "/api/edition", headers).status != 101


def machine_addresses() -> list[str]:
    """The addresses of this machine, but for its loopback."""
    lines = subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=True).stdout
    return [address for address in lines.split() if not address.startswith(("127.", "::1"))]


def test_it_is_served_at_no_other_address(client: PreviewClient) -> None:
    addresses = machine_addresses()
    assert addresses
    for address in (*addresses, "127.0.0.2", "::1"):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with socket.socket(family) as probe:
            probe.settimeout(5)
            with pytest.raises(ConnectionRefusedError):
                probe.connect((address, client.port))


def test_all_it_listens_at_is_the_loopback(files: SmallProject) -> None:
    with ServedProcess(files.root) as running:
        running.client.settled(UNIT)
        listens = list(listeners(running.process.pid))
    assert listens == [("127.0.0.1", running.client.port)]


def listeners(process: int) -> Iterator[tuple[str, int]]:
    """The addresses at which a process and those it has started listen."""
    family = {str(process)}
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
        try:
            if (folder / "stat").read_text().rpartition(")")[2].split()[1] in family:
                family.add(folder.name)
        except OSError:
            continue
    links = (link for name in family for link in Path(f"/proc/{name}/fd").glob("*"))
    inodes = {match[1] for link in links if (match := re.match(r"socket:\[(\d+)\]", _target(link)))}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            address, port = fields[1].split(":")
            if fields[3] == "0A" and fields[9] in inodes:
                found = bytes.fromhex(address)[::-1]
                yield ".".join(map(str, found)), int(port, 16)


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_and_its_terminal_end_it_at_once_though_a_page_listens(
    files: SmallProject, tmp_path: Path, ends: signal.Signals
) -> None:
    served_by = ServedProcess(files.root, temporary=tmp_path)
    with served_by as running, running.client.events() as happened:
        running.client.unit(UNIT)  # LibreOffice works now
        assert list(tmp_path.glob("docgen-*"))
        running.process.send_signal(ends)
        output, errors = running.process.communicate(timeout=10)
        assert running.process.returncode == 0
        assert (output, errors) == ("", "")
        while happened.get(timeout=PATIENCE)[0] != "end":
            pass
    assert offices_of(running.process.pid) == []
    assert list(tmp_path.glob("docgen-*")) == []


def test_the_page_can_end_it(files: SmallProject) -> None:
    with ServedProcess(files.root) as running:
        assert running.client.post("/api/quit", {}).json == {"ok": True}
        assert running.process.wait(10) == 0


def test_a_page_that_listens_keeps_nobody_waiting(
    files: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_END_SECONDS", 10 * PATIENCE)
    with served(files.root) as client, client.events() as happened:
        client.post("/api/quit", {})
        while happened.get(timeout=PATIENCE)[0] != "end":
            pass


def test_killed_it_leaves_no_libreoffice(files: SmallProject) -> None:
    with ServedProcess(files.root) as running:
        running.client.settled(UNIT)
        assert offices_of(running.process.pid)
        running.process.kill()
        running.process.wait(10)
        end = time.monotonic() + 10
        while (left := offices_of(running.process.pid)) and time.monotonic() < end:
            time.sleep(0.05)
    assert left == []


def offices_of(owner: int) -> list[str]:
    """The processes of LibreOffice that a process has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if str(owner).encode() in words and any(b"office_driver" in word for word in words):
            found += [folder.name] if state != "Z" else []
    return found


def test_left_alone_it_ends(files: SmallProject) -> None:
    with served(files.root, idle_seconds=0.5) as client:
        with client.events() as happened:
            happened.get(timeout=PATIENCE)
            time.sleep(1.5)
            assert client.get("/api/edition").status == 200
        for _ in range(10):
            time.sleep(0.2)
            assert client.get("/api/edition").status == 200
        while is_there(client.port):
            time.sleep(0.1)


def is_there(port: int) -> bool:
    """Whether anybody listens at a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_two_servers_at_once(files: SmallProject, client: PreviewClient) -> None:
    with served(files.root) as second:
        assert second.port != client.port
        assert second.settled(UNIT)["state"] == "ready"
        assert client.settled(UNIT)["state"] == "ready"
        assert second.ask("GET", "/api/edition", client.reader).status == 403
        assert second.enter(client.key).status == 403


def test_a_port_that_is_taken_is_told(files: SmallProject, client: PreviewClient) -> None:
    with pytest.raises(UsageError) as told, served(files.root, port=client.port):
        pass
    assert told.value.problem.code == "port-taken"
