import { svelte } from '@sveltejs/vite-plugin-svelte'
import { cpSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { ASSETS } from './electron/core/reading/scan/assets.ts'

const root = import.meta.dirname

/** Main and preload: Node code in one file each; only natives stay outside. */
const node = (entries: Record<string, string>, outDir: string, format: 'es' | 'cjs'): UserConfig => ({
  build: {
    ssr: true,
    outDir: join(root, outDir),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    license: { fileName: 'licences.md' },
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)])),
      external: ['electron', 'better-sqlite3'],
      output: { format, entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js' },
    },
  },
  ssr: { noExternal: true, external: ['better-sqlite3'] },
})

/** The application, and what it runs in threads and in a process of their own. */
const MAIN = {
  main: 'electron/main.ts',
  'reader-thread': 'electron/core/reading/reader-thread.ts',
  'opening-thread': 'electron/core/reading/opening/opening-thread.ts',
  'scan-process': 'electron/core/reading/scan/scan-process.ts',
  'split-thread': 'electron/core/splitting/split-thread.ts',
  'import-thread': 'electron/core/buyers/import-thread.ts',
  'join-thread': 'electron/core/formats/join-thread.ts',
}

/** What recognition and pictures need besides code lies beside it: nothing is downloaded. */
const scanAssets: Plugin = {
  name: 'copy-scan-assets',
  apply: 'build',
  closeBundle() {
    mkdirSync(join(root, 'out/main/scan'), { recursive: true })
    const { resolve } = createRequire(import.meta.url)
    for (const [name, source] of Object.entries(ASSETS)) cpSync(resolve(source), join(root, 'out/main/scan', name))
  },
}

const renderer: UserConfig = {
  root: join(root, 'renderer'),
  base: './',
  plugins: [
    svelte(),
    {
      name: 'copy-pdfjs-assets',
      apply: 'build',
      closeBundle() {
        for (const dir of ['cmaps', 'standard_fonts', 'wasm', 'iccs'])
          cpSync(join(root, 'node_modules/pdfjs-dist', dir), join(root, 'out/renderer/pdfjs', dir), { recursive: true })
      },
    },
  ],
  build: {
    outDir: join(root, 'out/renderer'),
    emptyOutDir: true,
    target: 'chrome148',
    sourcemap: false,
    modulePreload: false,
    license: { fileName: 'licences.md' },
    chunkSizeWarningLimit: 2000,
  },
}

export default defineConfig(({ mode }) => {
  if (mode === 'main') return { ...node(MAIN, 'out/main', 'es'), plugins: [scanAssets] }
  return mode === 'preload' ? node({ preload: 'electron/preload.ts' }, 'out/preload', 'cjs') : renderer
})
