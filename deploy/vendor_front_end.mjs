// Copies the pinned front-end files into static/vendor, unpacks the fonts of printed papers into twinning/core/fonts
// and builds the icon sprite from deploy/icons.txt.
// Run `npm install && npm run vendor` after changing a version in package.json or a line of icons.txt.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import woff2 from "wawoff2";

const fonts = "@fontsource/ibm-plex-sans-arabic";
const copies = [
  ["htmx.org/dist/htmx.min.js", "htmx/htmx.min.js"],
  ["htmx.org/LICENSE", "htmx/LICENSE"],
  ["bootstrap/dist/css/bootstrap-reboot.min.css", "bootstrap/bootstrap-reboot.min.css"],
  ["bootstrap/dist/css/bootstrap-reboot.rtl.min.css", "bootstrap/bootstrap-reboot.rtl.min.css"],
  ["bootstrap/LICENSE", "bootstrap/LICENSE"],
  ["@tabler/icons/LICENSE", "tabler-icons/LICENSE"],
  [`${fonts}/LICENSE`, "plex/LICENSE"],
  ...[400, 500, 600].flatMap((weight) =>
    ["arabic", "latin-ext"].map((script) => {
      const file = `ibm-plex-sans-arabic-${script}-${weight}-normal.woff2`;
      return [`${fonts}/files/${file}`, `plex/${file}`];
    }),
  ),
];

for (const [from, to] of copies) {
  copyFileSync(`node_modules/${from}`, `static/vendor/${to}`);
}

// Typst reads no compressed fonts; unpacking changes nothing in them, so they keep their name.
const printed = [
  ["@ibm/plex-sans-arabic", "IBMPlexSansArabic"],
  ["@ibm/plex-sans", "IBMPlexSans"],
].flatMap(([source, family]) => ["Regular", "Medium", "SemiBold"].map((weight) => [source, `${family}-${weight}`]));
for (const [source, font] of printed) {
  const packed = readFileSync(`node_modules/${source}/fonts/complete/woff2/${font}.woff2`);
  writeFileSync(`twinning/core/fonts/${font}.ttf`, await woff2.decompress(packed));
}
copyFileSync("node_modules/@ibm/plex-sans/LICENSE.txt", "twinning/core/fonts/LICENSE");

// A source map comment would name a file that is not vendored, which the manifest storage refuses.
for (const file of ["bootstrap-reboot.min.css", "bootstrap-reboot.rtl.min.css"]) {
  const path = `static/vendor/bootstrap/${file}`;
  writeFileSync(path, readFileSync(path, "utf8").replace(/\/\*# sourceMappingURL.*\*\//, ""));
}

const names = readFileSync("deploy/icons.txt", "utf8").trim().split("\n");
const symbols = names.map((name) => {
  const source = readFileSync(`node_modules/@tabler/icons/icons/outline/${name}.svg`, "utf8");
  const shapes = source
    .slice(source.indexOf(">", source.indexOf("<svg")) + 1, source.lastIndexOf("</svg>"))
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, "")
    .replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
});
const head = '<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">';
writeFileSync("static/icons.svg", `${head}\n${symbols.join("\n")}\n</svg>\n`);
console.log(`${copies.length} files copied, ${printed.length} fonts unpacked, ${names.length} icons in static/icons.svg`);
