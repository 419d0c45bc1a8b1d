"""``docgen preview`` as a server: whom it answers, what it refuses, and how it ends."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from docgen.diagnostics import UsageError
from docgen.preview import serve
from docgen.preview.editor_link import EditorLink
from docgen.preview.event_stream import EventStream
from docgen.preview.guard import LARGEST
from docgen.preview.preview_context import PreviewContext
from docgen.preview.server import preview_routes
from docgen.preview.session import PreviewSession
from docgen.runs.edition import find_edition
from tests.preview_client import PATIENCE, Answer, PreviewClient, ServedProcess, served
from tests.support import SmallProject, small_project
from tests.test_cli import run

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


def is_refused(answer: Answer) -> bool:
    """Whether an answer is a refusal, and gives nothing away."""
    return answer.status in REFUSED and b"SECRET" not in answer.body and len(answer.body) < 500


def test_the_page_itself_is_answered(client: PreviewClient) -> None:
    assert client.get("/").status == 200
    assert client.get("/api/edition").json["edition"] == "2023"
    assert client.unit(UNIT)["filled"] == 2
    assert client.ask("HEAD", "/", {"Cookie": client.cookie}).status == 200


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
    ],
)
def test_a_foreign_host_is_refused(client: PreviewClient, host: str) -> None:
    named = host.format(port=client.port)
    for path in ("/", "/api/edition", f"/?{client.address.partition('?')[2]}"):
        answer = client.ask("GET", path, {"Cookie": client.cookie}, host=named)
        assert is_refused(answer), path
        assert "set-cookie" not in answer.headers


def test_two_hosts_are_refused(client: PreviewClient) -> None:
    answer = client.ask("GET", "/api/edition", {"Cookie": client.cookie, "host": "evil.example"})
    assert is_refused(answer)


def test_localhost_is_the_same_server(client: PreviewClient) -> None:
    host = f"localhost:{client.port}"
    headers = {"Cookie": client.cookie, "Origin": f"http://{host}"}
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
    headers = {"Cookie": client.cookie, "Content-Type": "application/json"}
    if origin is not None:
        headers["Origin"] = origin.format(port=client.port)
    for path in WRITES:
        assert client.ask("POST", path, headers, b"{}").status == 403, path
    assert client.get("/api/edition").status == 200


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "http://127.0.0.1:1"])
def test_nothing_is_read_for_a_foreign_origin(client: PreviewClient, origin: str) -> None:
    for path in ("/api/edition", "/api/events", f"/api/units/{UNIT}"):
        answer = client.ask("GET", path, {"Cookie": client.cookie, "Origin": origin})
        assert answer.status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_of_this_machine_reads_nothing(client: PreviewClient, site: str) -> None:
    """A page at another port sends the cookie along, and no origin with a plain GET."""
    headers = {"Cookie": client.cookie, "Sec-Fetch-Site": site}
    assert client.ask("GET", "/api/edition", headers).status == 403
    assert client.ask("GET", "/", headers).status == 403


def test_without_its_secret_nobody_gets_anything(client: PreviewClient) -> None:
    name, _, secret = client.cookie.partition("=")
    token = client.address.rpartition("=")[2]
    cookies = [
        "",
        f"{name}=",
        f"{name}=wrong",
        f"{name}={token}",
        f"{name}={secret[:-1]}",
        f"{name}={secret}x",
        f"other={secret}",
        f"docgen-preview-1={secret}",
        f"{name}={secret}; {name}=wrong; {name}=\x01",
        "=;;,\x7f",
    ]
    for cookie in cookies:
        for path in ("/", "/api/edition", "/api/events", "/static/main.js", "/nothing"):
            answer = client.ask("GET", path, {"Cookie": cookie})
            assert answer.status == 403, (cookie, path)
        headers = {**client.own, "Cookie": cookie, "Content-Type": "application/json"}
        assert client.ask("POST", "/api/quit", headers, b"{}").status == 403
    assert client.ask("GET", "/api/edition").status == 403
    assert client.get("/api/edition").status == 200


@pytest.mark.parametrize(
    "query",
    ["token=", "token=wrong", "token={token}x", "token={token}&token={token}", "Token={token}"],
)
def test_a_wrong_token_gets_no_cookie(client: PreviewClient, query: str) -> None:
    token = client.address.rpartition("=")[2]
    answer = client.ask("GET", f"/?{query.format(token=token)}")
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


def test_the_address_that_is_opened_counts_once(
    files: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody on this machine can see what a program is started with."""
    opened: Queue[str] = Queue()
    monkeypatch.setattr(serve, "open_browser", opened.put)
    with served(files.root, opens=True) as client:
        address = opened.get(timeout=PATIENCE)
        assert address.rpartition("=")[0] == client.address.rpartition("=")[0]
        assert address != client.address
        path = address.partition(str(client.port))[2]
        answers = [client.ask("GET", path) for _ in range(3)]
        assert [answer.status for answer in answers] == [303, 403, 403]
        assert "set-cookie" in answers[0].headers
        assert client.ask("GET", f"/?{client.address.partition('?')[2]}").status == 303


def test_the_token_counts_at_the_root_alone(client: PreviewClient) -> None:
    token = client.address.rpartition("=")[2]
    for path in ("/api/edition", f"/api/units/{UNIT}", "/static/main.js"):
        assert client.ask("GET", f"{path}?token={token}").status == 403
    answer = client.ask("POST", f"/?token={token}", {"Content-Type": "application/json"}, b"{}")
    assert is_refused(answer)


def test_the_cookie_is_for_this_server_alone(client: PreviewClient) -> None:
    answer = client.ask("GET", f"/?{client.address.partition('?')[2]}")
    assert answer.status == 303
    assert answer.headers["location"] == "/"
    name, *attributes = answer.headers["set-cookie"].split("; ")
    assert name.startswith(f"docgen-preview-{client.port}=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} == set(attributes)
    assert client.address.rpartition("=")[2] not in name


def test_who_types_the_address_without_its_token_is_told_what_to_do(client: PreviewClient) -> None:
    answer = client.ask("GET", "/", {"Accept-Language": "zh-CN"})
    assert answer.status == 403
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.body.decode() == "请打开 docgen preview 显示的地址"
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
    for path in WRITES:
        for method in ("GET", "HEAD"):
            answer = client.ask(method, path, {"Cookie": client.cookie})
            assert answer.status in (404, 405) or path.endswith("/office"), (method, path)
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
    pieces = iter([b"{", *[b" " * 65536] * 17])
    connection.request("POST", "/api/quit", pieces, headers, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def test_a_get_with_much_in_it_is_refused(client: PreviewClient) -> None:
    headers = {"Cookie": client.cookie, "Content-Length": str(LARGEST + 1)}
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
        answer = client.ask("GET", path, {"Cookie": client.cookie})
        assert answer.status in (307, 400, 404), path
        assert b"SECRET" not in answer.body


@pytest.mark.parametrize(
    "name", ["__init__.py", "../guard.py", "%2e%2e/guard.py", "..%2fguard.py", ".."]
)
def test_only_the_pages_own_files_are_given(client: PreviewClient, name: str) -> None:
    answer = client.ask("GET", f"/static/{name}", {"Cookie": client.cookie})
    assert answer.status == 404
    assert b"import" not in answer.body


def test_a_unit_that_is_a_link_to_outside_shows_nothing(client: PreviewClient) -> None:
    unit = client.settled("linked")
    assert [problem["code"] for problem in unit["problems"]] == ["link-outside"]
    assert "SECRET" not in str(unit)


def test_a_place_outside_of_the_unit_is_nowhere(client: PreviewClient) -> None:
    for file in ("../SECRET.txt", "/etc/passwd", "content/2022/other/report.yaml", "SECRET.txt"):
        answer = client.get(f"/api/units/{UNIT}/places?file={file}&line=1&column=1")
        assert answer.json == {"boxes": []}


def test_pages_and_sources_that_are_not_there_are_refused(client: PreviewClient) -> None:
    unit = client.settled(UNIT)
    digest, number = unit["pages"][0]["digest"], unit["map"]
    api = f"/api/units/{UNIT}"
    assert client.get(f"{api}/pages/0.png?digest={digest}").status == 200
    assert client.get(f"{api}/pages/0.png?digest=other").status == 409
    assert client.get(f"{api}/pages/99.png?digest={digest}").status == 404
    for scale in ("0", "-1", "1e9", "nan", "inf", "x"):
        assert client.get(f"{api}/pages/0.png?digest={digest}&scale={scale}").status == 400, scale
    for path in ("pages/99.json", "pages/-1.json", f"sources/9999?map={number}"):
        assert client.get(f"{api}/{path}").status == 404, path
    assert client.get(f"{api}/sources/0?map={number - 1}").status == 409
    for offset in ("nan", "inf", "1e400", "x"):
        assert client.get(f"{api}/sources/0?map={number}&offset={offset}").status == 400, offset
    for line in ("nan", "inf", "x"):
        assert client.get(f"{api}/places?file=a&line={line}").status == 400, line


def test_every_answer_has_the_headers(files: SmallProject, client: PreviewClient) -> None:
    """Of every route, asked rightly and wrongly, and of what is refused before and behind them."""
    events, edition = EventStream(), find_edition("2023", files.root)
    session = PreviewSession(edition, events.tell)
    context = PreviewContext(session, events, EditorLink(files.root))
    routes = [route.path for route in preview_routes(context)]
    paths = [
        re.sub(r"\{\w+(:int)?\}", "0", path).replace("/units/0", f"/units/{UNIT}")
        for path in routes
    ]
    assert len(paths) > 8
    answers = [client.ask("GET", f"/?{client.address.partition('?')[2]}")]
    for path in {*paths, "/nothing", "/api/units/nobody", "/static/nothing", "/static/main.js"}:
        if path not in ("/api/events", "/api/quit"):
            answers.append(client.get(path))
            answers.append(client.ask("GET", path))
            answers.append(client.ask("PUT", path, client.own))
            answers.append(client.ask("GET", path, host="evil.example"))
    answers.append(client.ask("GET", "/", {"Content-Length": "much"}))
    for answer in answers:
        rules = dict.fromkeys(answer.headers["content-security-policy"].split("; "))
        assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= rules.keys()
        assert {"base-uri 'none'", "form-action 'none'"} <= rules.keys()
        assert not re.search(r"unsafe|\*|http:|data:", " ".join(rules))
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
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


def test_ctrl_c_ends_it_at_once_though_a_page_listens(files: SmallProject) -> None:
    with ServedProcess(files.root) as running, running.client.events() as happened:
        running.client.unit(UNIT)  # LibreOffice works now
        running.process.send_signal(signal.SIGINT)
        output, errors = running.process.communicate(timeout=10)
        assert running.process.returncode == 0
        assert (output, errors) == ("", "")
        while happened.get(timeout=PATIENCE)[0] != "end":
            pass
    assert offices_of(running.process.pid) == []


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
        answer = second.ask("GET", "/api/edition", {"Cookie": client.cookie})
        assert answer.status == 403
        both = {"Cookie": f"{client.cookie}; {second.cookie}"}  # as a browser sends them
        assert second.ask("GET", "/api/edition", both).status == 200


def test_a_port_that_is_taken_is_told(files: SmallProject, client: PreviewClient) -> None:
    with pytest.raises(UsageError) as told, served(files.root, port=client.port):
        pass
    assert told.value.problem.code == "port-taken"
