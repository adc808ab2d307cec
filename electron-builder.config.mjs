/**
 * `npm run package`: the installers. Each system takes only its own build of SQLite, and has its whole list: one list for
 * all with a few exclusions for each would let electron-builder take the whole project besides.
 */
const filesWithout = (...systems) => [
  'out/**',
  '!out/licences-tierces.md',
  '!**/*.map',
  'package.json',
  '!node_modules/better-sqlite3/{deps,src,binding.gyp}',
  '!node_modules/node-addon-api',
  `!**/better-sqlite3/prebuilds/{${systems.join(',')}}*`,
]

const fileAssociations = [
  { ext: 'pdf', name: 'Facture PDF', mimeType: 'application/pdf', role: 'Viewer', rank: 'Alternate' },
  { ext: 'xml', name: 'Facture XML', mimeType: 'application/xml', role: 'Viewer', rank: 'Alternate' },
]

export default {
  appId: 'fr.choriste.app',
  productName: 'Choriste',
  directories: { output: 'dist', buildResources: 'build' },
  // Where Electron's own files have been put beforehand; downloaded when it is not said.
  electronDist: process.env.ELECTRON_DIST,
  npmRebuild: false,
  extraResources: [
    { from: 'resources', to: 'app', filter: ['**/*'] },
    { from: 'out/licences-tierces.md', to: 'licences-tierces.md' },
  ],
  asarUnpack: ['node_modules/better-sqlite3/prebuilds/*.node'],
  electronLanguages: ['fr', 'en-US'],
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Office',
    files: filesWithout('darwin', 'win32', 'linuxmusl'),
    // « Ouvrir avec », without becoming what opens every PDF; on Windows an installer could only take them all.
    fileAssociations,
  },
  win: { target: ['nsis'], files: filesWithout('darwin', 'linux') },
  mac: { target: ['dmg', 'zip'], files: filesWithout('win32', 'linux'), fileAssociations },
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
}
