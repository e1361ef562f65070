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

// One script, one style sheet, relative addresses: the server hands out this folder, and the exporter writes the
// same files into one HTML page that opens without a server.
export default defineConfig({
  base: "./",
  plugins: [svelte(), fixtures(), licences],
  build: {
    outDir: "../src/desirepath/web/page",
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      output: {
        codeSplitting: false,
        entryFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  server: process.env.DESIREPATH_API ? { proxy: { "/api": process.env.DESIREPATH_API } } : {},
  test: { include: ["src/**/*.test.ts"] },
})
