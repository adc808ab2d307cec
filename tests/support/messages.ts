import { burn } from '@kenjiuno/msgreader/lib/Burner.js'
import { TypeEnum } from '@kenjiuno/msgreader/lib/Reader.js'

/** A file that goes with a message. */
export type Enclosed = {
  name: string
  bytes: Uint8Array | string
  type?: string
  /** Shown within the text by this id. */
  cid?: string
}

/** A message as mail programs keep it: text, a table of HTML, and what is enclosed, in base64. */
export function eml(enclosed: Enclosed[], { subject = 'Votre facture', isSigned = false } = {}): Uint8Array {
  const part = ({ name, bytes, type = 'application/octet-stream', cid }: Enclosed) =>
    [
      '--limite',
      `Content-Type: ${type}${name ? `; name="${encoded(name)}"` : ''}`,
      `Content-Disposition: ${cid ? 'inline' : 'attachment'}${name ? `; filename="${encoded(name)}"` : ''}`,
      ...(cid ? [`Content-ID: <${cid}>`] : []),
      'Content-Transfer-Encoding: base64',
      '',
      ...(Buffer.from(bytes)
        .toString('base64')
        .match(/.{1,76}/g) ?? []),
    ].join('\r\n')
  const text = `--limite\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Bonjour, voici.</p>${enclosed.map(({ cid }) => (cid ? `<img src="cid:${cid}">` : '')).join('')}`
  const signature = { name: 'smime.p7s', bytes: 'signature', type: 'application/pkcs7-signature' }
  return Buffer.from(
    [
      'Return-Path: <compta@exemple.fr>',
      'Received: from mx.exemple.fr (mx.exemple.fr [192.0.2.1])',
      '\tby mail.exemple.fr; Mon, 30 Nov 2026 09:12:00 +0100',
      'From: Compta <compta@exemple.fr>',
      `Subject: ${encoded(subject)}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="limite"',
      '',
      text,
      ...[...enclosed, ...(isSigned ? [signature] : [])].map(part),
      '--limite--',
      '',
    ].join('\r\n'),
  )
}
const encoded = (words: string) =>
  /^[\x20-\x7e]*$/.test(words) ? words.replaceAll('\\', '\\\\') : `=?utf-8?B?${Buffer.from(words).toString('base64')}?=`

type Entry = Parameters<typeof burn>[0][number]
type Folder = { [name: string]: Uint8Array | Folder }

/** A message as Outlook keeps it (MS-OXMSG): a compound file; what is enclosed may be another message. */
export function msg(enclosed: (Enclosed | { name: string; message: Enclosed[] })[]): Uint8Array {
  const entries: Entry[] = []
  write(entries, 'Root Entry', { ...message(enclosed), '__nameid_version1.0': {} }, TypeEnum.ROOT)
  return burn(entries)
}

function message(enclosed: Parameters<typeof msg>[0]): Folder {
  const attachments = enclosed.map((each, index) => [
    `__attach_version1.0_#${index.toString(16).toUpperCase().padStart(8, '0')}`,
    attachment(each),
  ])
  return {
    '__properties_version1.0': new Uint8Array(32),
    '__substg1.0_0037001F': Buffer.from('Votre facture', 'utf16le'),
    '__substg1.0_001A001F': Buffer.from('IPM.Note', 'utf16le'),
    ...(Object.fromEntries(attachments) as Folder),
  }
}

function attachment(each: Parameters<typeof msg>[0][number]): Folder {
  const common = {
    '__properties_version1.0': new Uint8Array(8),
    '__substg1.0_3707001F': Buffer.from(each.name, 'utf16le'),
  }
  if ('message' in each) return { ...common, '__substg1.0_3701000D': message(each.message) }
  return {
    ...common,
    '__substg1.0_37010102': Buffer.from(each.bytes),
    ...(each.cid ? { '__substg1.0_3712001F': Buffer.from(each.cid, 'utf16le') } : {}),
  }
}

function write(entries: Entry[], name: string, folder: Folder, type: TypeEnum): number {
  const entry: Entry = { name, type, length: 0, children: [] }
  const index = entries.push(entry) - 1
  entry.children = Object.entries(folder).map(([child, content]) => {
    if (!(content instanceof Uint8Array)) return write(entries, child, content, TypeEnum.DIRECTORY)
    return (
      entries.push({
        name: child,
        type: TypeEnum.DOCUMENT,
        length: content.length,
        binaryProvider: () => Uint8Array.from(content),
      }) - 1
    )
  })
  return index
}
