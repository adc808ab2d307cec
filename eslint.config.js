import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'

/** Who may import whom: the architecture as lint (ARCHITECTURE.md). A pattern is matched against the import as written. */
const forbid = (files, ...patterns) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: patterns.map(([regex, message]) => ({ regex, message })) }],
  },
})
const noElectron = ['^electron($|/)', 'Only electron/shell, main.ts and preload.ts know Electron.']
const noNode = ['^node:', 'Code both sides share, and code of the window, does without Node.']

/** What commands and queries stand before. */
const behind = [
  '/core/(store|engine|jobs|shipments|transports|buyers|splitting|formats)/',
  'The shell and the command line have commands and queries.',
]

/** The rooms of the domain, from the ground up: each knows only those below it. */
const ROOMS = [
  ...['fields', 'platform', 'document', 'buyers', 'rules', 'firms', 'lifecycle'],
  ...['portal', 'receivables', 'wording', 'authoring', 'help'],
]
const outside = ['/contract/|/electron/|/renderer/', 'The domain knows only itself, zod and the tables.']
const roomRules = ROOMS.map((room, index) => {
  const above = ROOMS.slice(index + 1)
  const higher = above.length
    ? [[`\\.\\./(${above.join('|')})/`, `${room}/ stands below: move what both need further down.`]]
    : []
  return forbid([`shared/domain/${room}/**`], noElectron, noNode, outside, ...higher)
})

export default ts.config(
  {
    ignores: [
      'out/',
      'dist/',
      'node_modules/',
      'test-results/',
      'tests/electron-host/page-*.js',
      'tests/electron-host/codec.js',
    ],
  },
  js.configs.recommended,
  // The rules that ask for types are in .oxlintrc.json.
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      // Bounds are checked by noUncheckedIndexedAccess; a `!` is the shortest way to say « I have just looked ».
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      // French has spaces that do not break, in sentences on the screen.
      'no-irregular-whitespace': 'off',
      // No links: the window has one page, routes are hash links.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['tests/e2e/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          // « Destinataire » is also part of « Destinataires », which stands there first on a slow machine.
          selector:
            "CallExpression[callee.property.name='getByRole'][arguments.0.value='link'] > ObjectExpression:not(:has(Property[key.name='exact'])) > Property[key.name='name'][value.type='Literal']:not([value.regex])",
          message: 'The name of a link is whole: { exact: true }, or an anchored pattern.',
        },
      ],
    },
  },
  forbid(['shared/base/**'], noElectron, noNode, [
    'domain|contract|/electron/|/renderer/',
    'The base knows only itself.',
  ]),
  ...roomRules,
  forbid(['shared/contract/**'], noElectron, noNode, ['/electron/|/renderer/', 'The contract knows only the domain.']),
  forbid(['electron/core/**'], noElectron, [
    '/shell/|/sim/|/renderer/|main\\.ts',
    'The core is the application without its surroundings.',
  ]),
  forbid(['electron/core/transports/*.ts'], noElectron, [
    '^\\./[^/]+/|(?<!domain)/(store|connections|engine|jobs|buyers|intake)/',
    'The ports and their errors know no transport, and nothing of the core.',
  ]),
  forbid(['electron/core/transports/*/**'], noElectron, [
    '\\.\\./(chorus|portal|afnor)/|(?<!domain)/(store|connections|engine|jobs|buyers)/',
    'Transports know neither each other nor the store.',
  ]),
  forbid(
    ['electron/core/queries/**'],
    noElectron,
    ['/shell/|/sim/|/renderer/|main\\.ts', 'The core is the application without its surroundings.'],
    ['/transports/(chorus|portal)/|/engine/ledger', 'A query never writes and never calls out.'],
  ),
  forbid(['electron/sim/**'], noElectron, [
    '/core/|/shell/|/renderer/',
    'A simulator that shares the client’s code agrees with its mistakes.',
  ]),
  forbid(['electron/cli/**', 'electron/cli.ts'], noElectron, behind, [
    '/shell/|/renderer/',
    'The command line runs without windows.',
  ]),
  forbid(['electron/shell/**', 'electron/main.ts'], behind, [
    '/renderer/',
    'The shell serves the window, it does not import it.',
  ]),
  {
    files: ['electron/{shell,cli}/**', 'electron/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['MemberExpression[property.name="inside"]', 'ObjectPattern > Property[key.name="inside"]'].map(
          (selector) => ({
            selector,
            message: 'Commands and queries are for everybody; what stands behind them is for tests.',
          }),
        ),
      ],
    },
  },
  forbid(['renderer/ui/**'], noElectron, noNode, ['/shared/|/app/|/features/', 'ui/ holds no word of the domain.']),
  forbid(['renderer/app/**'], noNode, ['^electron$|/core/|/sim/|/features/', 'app/ serves the features.']),
  forbid(
    ['renderer/features/*/**'],
    noElectron,
    noNode,
    ['/electron/', 'A window knows only shared/.'],
    ['^\\.\\./(?!\\.\\.)', 'Features do not import each other: move what they share to ui/ or app/.'],
  ),
)
