"""IIS: a `web.config` at the site's root. Without its types IIS answers requests for photos with 404.3."""

from xml.sax.saxutils import quoteattr

from bantin.deploy.servers.served import ServedSite
from bantin.deploy.serving import IMMUTABLE, TYPES_BY_NAME
from bantin.urls import ASSETS, MEDIA_TYPES, PICTURES, SEARCH_INDEX

NAME = "web.config"

_FILE = """\
<?xml version="1.0" encoding="utf-8"?>
<!-- Written by `build.py host-files iis`. -->
<configuration>
  <system.webServer>
{rules}    <staticContent>
{types}
      <clientCache cacheControlMode="DisableCache" />
    </staticContent>
    <urlCompression doStaticCompression="true" doDynamicCompression="false" />
    <httpProtocol>
      <customHeaders>
        <remove name="X-Powered-By" />
{headers}
      </customHeaders>
    </httpProtocol>
    <httpErrors errorMode="Custom" existingResponse="Replace">
      <remove statusCode="404" />
      <error statusCode="404" path="404.html" responseMode="File" />
    </httpErrors>
    <defaultDocument>
      <files>
        <clear />
        <add value="index.html" />
      </files>
    </defaultDocument>
    <directoryBrowse enabled="false" />
    <security>
      <requestFiltering>
        <hiddenSegments>
          <add segment=".bantin-manifest.json" />
        </hiddenSegments>
      </requestFiltering>
    </security>
  </system.webServer>
{locations}
</configuration>
"""
_FOREVER = f"""\
    <system.webServer>
      <staticContent>
        <clientCache cacheControlMode="NoControl" cacheControlCustom="{IMMUTABLE}" />
      </staticContent>
    </system.webServer>"""


def write(site: ServedSite) -> dict[str, str]:
    folders = (ASSETS, PICTURES, SEARCH_INDEX)
    locations = [_location(folder.rstrip("/"), _FOREVER) for folder in folders]
    locations += [_location(name, _named(kind)) for name, kind in TYPES_BY_NAME.items()]
    types = (_type(f".{ending}", kind) for ending, kind in MEDIA_TYPES.items())
    text = _FILE.format(
        types="\n".join(f"      {line}" for pair in types for line in pair),
        headers="\n".join(
            f"        <add name={quoteattr(name)} value={quoteattr(value)} />" for name, value in site.headers
        ),
        locations="\n".join(locations),
        rules="".join(f"    {line}\n" for line in site.rules.splitlines()),
    )
    return {NAME: text}


def _type(ending: str, kind: str) -> tuple[str, str]:
    """Return the lines for a type. Existing types are removed first: IIS answers duplicates with 500.19."""
    return f'<remove fileExtension="{ending}" />', f'<mimeMap fileExtension="{ending}" mimeType="{kind}" />'


def _location(path: str, inner: str) -> str:
    return f'  <location path="{path}">\n{inner}\n  </location>'


def _named(kind: str) -> str:
    ending = ".json" if "json" in kind else ".xml"
    remove, add = _type(ending, kind)
    return f"""\
    <system.webServer>
      <staticContent>
        {remove}
        {add}
      </staticContent>
    </system.webServer>"""
