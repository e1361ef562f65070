import { svelte } from "@sveltejs/vite-plugin-svelte"
import { readFileSync } from "node:fs"
import type { Plugin } from "vite"
import { defineConfig } from "vitest/config"
import { fixtures } from "./fixtures/serve.ts"

/** The fonts' licence asks to travel with them. */
const licences: Plugin = {
  name: "licences",
  generateBundle() {
    for (const font of ["Inter", "Newsreader"]) {
      const source = readFileSync(new URL(`./src/fonts/OFL-${font}.txt`, import.meta.url))
      this.emitFile({ type: "asset", fileName: `assets/OFL-${font}.txt`, source })
    }
  },
}

// Relative addresses; the script and the styles of the living map stand alone, those of other pages are loaded when
// they are asked for. The server hands out this folder, and the exporter writes the map's script and its styles into one
// HTML page that opens without a server.
export default defineConfig({
  base: "./",
  plugins: [svelte(), fixtures(), licences],
  build: {
    outDir: "../src/desirepath/web/page",
    emptyOutDir: true,
    target: "es2022",
    // what a page needs is asked for along with it
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      preserveEntrySignatures: false,
      output: {
        // all that the map's script needs stands in it, also what other pages need too
        codeSplitting: { groups: [{ name: "map", tags: ["$initial"] }] },
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  server: process.env.DESIREPATH_API ? { proxy: { "/api": process.env.DESIREPATH_API } } : {},
  test: { include: ["src/**/*.test.ts"] },
})
