"""The generated files for servers that do not run on this machine: Cloudflare's and IIS."""

import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

from bantin.content.old_address import old_address
from bantin.deploy import redirect_rules
from bantin.deploy.servers import WRITERS
from bantin.deploy.servers.served import ServedSite
from bantin.site.redirects import Redirect
from tests import hosts


def test_the_worker_serves_files_under_their_own_names(tmp_path: Path) -> None:
    """Node runs the worker, with a folder in place of Cloudflare's assets."""
    files = WRITERS["cloudflare"](ServedSite("https://bantin.gov.vn", "/"))
    (tmp_path / "worker.mjs").write_text(files["worker.js"])
    (tmp_path / "ask.mjs").write_text(
        """\
import worker from './worker.mjs'
const files = { '/index.html': 'home', '/tin/a.html': 'a', '/tin/index.html': 'tin', '/404.html': 'no' }
const fetch = async ({ url }) => {
  const text = files[new URL(url).pathname]
  return new Response(text ?? null, { status: text ? 200 : 404 })
}
for (const path of process.argv.slice(2)) {
  const answer = await worker.fetch(new Request('https://x.vn' + path), { ASSETS: { fetch } })
  console.log(answer.status, answer.headers.get('location') ?? await answer.text())
}
"""
    )
    asked = ["/", "/tin/a.html", "/tin/", "/tin?x=1", "/tin/a", "/khong/"]
    done = subprocess.run(
        [hosts.program("node"), str(tmp_path / "ask.mjs"), *asked],
        capture_output=True,
        text=True,
        check=False,
    )
    answers = ["200 home", "200 a", "200 tin", "301 https://x.vn/tin/?x=1", "404 no", "404 no"]
    assert (done.stderr, done.stdout.splitlines()) == ("", answers)


def test_the_web_config_is_sound_xml_with_each_type_once() -> None:
    """More cannot be tested here, since IIS runs on Windows only."""
    rules = redirect_rules.WRITERS["iis"]([Redirect(old_address("/cu"), "tin/a.html", 301, "", 0)], "/").text
    text = WRITERS["iis"](ServedSite("https://bantin.gov.vn", "/", rules=rules))["web.config"]
    root = ET.fromstring(text)
    top = root.find("system.webServer/staticContent")
    assert top is not None
    endings = [entry.attrib["fileExtension"] for entry in top.findall("mimeMap")]
    assert len(endings) == len(set(endings))
    assert {".avif", ".webmanifest", ".webm"} <= set(endings)
    removed = [entry.attrib["fileExtension"] for entry in top.findall("remove")]
    assert removed == endings
    assert root.find("system.webServer/rewrite/rewriteMaps/rewriteMap[@name='bantin-301']/add") is not None
    assert root.find("system.webServer/httpErrors/error[@statusCode='404']") is not None
