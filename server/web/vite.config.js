// Every file of `src/` is the script of one page; what they share becomes chunks beside them. The server builds `dist/` into
// itself (`build.rs`) and serves it under /static/.
import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

const scripts = readdirSync(new URL("src/", import.meta.url)).filter((name) => name.endsWith(".js"));

export default defineConfig({
  base: "/static/",
  publicDir: false,
  build: {
    assetsDir: "",
    // A script is a script: none is put into a page as a data address, which the pages' policy refuses.
    assetsInlineLimit: 0,
    license: { fileName: "licences.md" },
    modulePreload: false,
    rolldownOptions: {
      input: Object.fromEntries(scripts.map((name) => [name.slice(0, -3), `src/${name}`])),
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});
