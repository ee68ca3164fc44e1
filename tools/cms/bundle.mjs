// Bundles Sveltia CMS into ../../cms/: its Vietnamese texts, fonts and workers included, every other
// language and the colouring of programming languages left out.
import { cp, readFile, readdir, rm } from "node:fs/promises";
import { build } from "esbuild";

const OUT = new URL("../../cms/", import.meta.url).pathname;
const COLOURED = new Set(["markdown", "yaml", "html", "json"]);

const FILES = "node_modules/@sveltia/cms/npm/assets";

// The fonts lie beside the script; the style sheet inside it would ask another host for them.
const ownFonts = {
  name: "own-fonts",
  async setup({ onLoad }) {
    const files = (await readdir(FILES)).filter((name) => name.endsWith(".woff2"));
    onLoad({ filter: /@sveltia\/cms\/npm\/index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text.replace(/https:\/\/cdn\.jsdelivr\.net\/fontsource\/fonts\/([\w-]+)[^)]*\.woff2/g, (found, font) => {
        const own = files.find((name) => name.startsWith(font));
        if (!own) throw new Error(`no file for ${found}`);
        return `assets/${own}`;
      });
      return { contents, loader: "js" };
    });
  },
};

const leaveOut = {
  name: "leave-out",
  setup({ onLoad, onResolve }) {
    const nothing = { path: "nothing", namespace: "left-out" };
    onResolve({ filter: /^@shikijs\/langs\// }, ({ path }) => (COLOURED.has(path.split("/")[2]) ? undefined : nothing));
    onResolve({ filter: /locales\/[\w-]+\.json$/ }, ({ path }) => (path.endsWith("/vi.json") ? undefined : nothing));
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "export default []", loader: "js" }));
  },
};

await rm(OUT, { recursive: true, force: true });
await build({
  entryPoints: { cms: "entry.js" },
  outdir: OUT,
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "linked",
  plugins: [leaveOut, ownFonts],
});
// The package finds these beside its own script.
await cp(FILES, `${OUT}assets`, {
  recursive: true,
  filter: (path) => !path.endsWith(".map"),
});
await cp("node_modules/@sveltia/cms/LICENSE.txt", `${OUT}LICENSE.txt`);
