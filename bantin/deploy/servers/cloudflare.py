"""Cloudflare: `_headers`, and a Worker, since Cloudflare redirects every `….html` without one."""

import json

from bantin.deploy.servers import netlify
from bantin.deploy.servers.served import ServedSite

_WORKER = """\
// Written by `build.py host-files cloudflare`. Without it Cloudflare leads every ….html to another address.
export default {
  async fetch(request, env) {
    const { origin, pathname, search } = new URL(request.url);
    const file = (path) => env.ASSETS.fetch(new Request(origin + path, request));
    const answer = await file(pathname.endsWith("/") ? pathname + "index.html" : pathname);
    if (answer.status !== 404) return answer;
    if (!pathname.endsWith("/") && (await file(pathname + "/index.html")).ok)
      return Response.redirect(origin + pathname + "/" + search, 301);
    const page = await env.ASSETS.fetch(new Request(origin + "/404.html"));
    return new Response(page.body, { status: 404, headers: page.headers });
  },
};
"""


def write(site: ServedSite) -> dict[str, str]:
    settings = {
        "name": site.host.replace(".", "-"),
        "main": "worker.js",
        "compatibility_date": "2026-05-01",
        "assets": {
            "directory": "../.deploy/current",
            "binding": "ASSETS",
            "html_handling": "none",
            "not_found_handling": "none",
            "run_worker_first": True,
        },
    }
    return {
        **netlify.write(site),
        "worker.js": _WORKER,
        "wrangler.json": json.dumps(settings, indent=2) + "\n",
    }
