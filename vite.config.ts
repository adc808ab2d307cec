import { svelte } from '@sveltejs/vite-plugin-svelte'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type UserConfig } from 'vite'

const root = import.meta.dirname

/** Main and preload: Node code in one file each; only natives stay outside. */
const node = (entries: Record<string, string>, outDir: string, format: 'es' | 'cjs'): UserConfig => ({
  build: {
    ssr: true,
    outDir: join(root, outDir),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)])),
      external: ['electron', 'better-sqlite3'],
      output: { format, entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js' },
    },
  },
  ssr: { noExternal: true, external: ['better-sqlite3'] },
})

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
    chunkSizeWarningLimit: 2000,
  },
}

export default defineConfig(({ mode }) => {
  if (mode === 'main')
    return node(
      {
        main: 'electron/main.ts',
        'reader-thread': 'electron/core/reading/reader-thread.ts',
        'split-thread': 'electron/core/splitting/split-thread.ts',
        'import-thread': 'electron/core/buyers/import-thread.ts',
      },
      'out/main',
      'es',
    )
  return mode === 'preload' ? node({ preload: 'electron/preload.ts' }, 'out/preload', 'cjs') : renderer
})
