import { attachmentsIn } from '../opening/opening.ts'
import type { Attachment } from '../opening/attachments.ts'
import { BadArchive, type Packed } from './packed.ts'

/** The files a message carries, each under a name of its own. Throws BadArchive when it cannot be taken apart. */
export async function* messageEntries(bytes: Uint8Array, as: 'mail' | 'outlook'): AsyncGenerator<Packed> {
  const attachments = await attachmentsIn(bytes, as)
  if (!attachments) throw new BadArchive(UNREADABLE)
  const taken = new Set<string>()
  for (const attachment of attachments) {
    if (SIGNATURES.test(attachment.name)) continue
    const path = freeName(attachment.name, taken)
    taken.add(path)
    yield packed(path, attachment)
  }
}

const UNREADABLE =
  'Ce message est abîmé ou incomplet : rien n’en est pris. Dans votre messagerie, enregistrez sa pièce jointe, puis déposez-la.'

/** What proves who wrote it, beside the letter. */
const SIGNATURES = /^(smime\.p7s|signature\.asc|OpenPGP_signature(\.asc)?)$/i

/** What holds the letter and its files in a form that only a mail program opens. */
const CLOSED = /^(smime\.p7m|winmail\.dat|encrypted\.asc)$/i

function packed(path: string, { bytes, isInline }: Attachment): Packed {
  const size = bytes.length
  const refusal = CLOSED.test(path) ? closed : size === 0 ? nothing : undefined
  return {
    ...{
      path,
      kind: 'file',
      isEncrypted: false,
      size,
      packedSize: size,
      refusal,
      carried: isInline ? 'within' : 'beside',
    },
    read: () => Promise.resolve(bytes),
  }
}
const closed =
  'Ce message est enfermé dans un format que seule votre messagerie ouvre. Ouvrez-le, enregistrez sa pièce jointe, puis déposez-la.'
const nothing =
  'Cette pièce jointe est vide, ou n’est qu’un lien vers un fichier resté ailleurs. Téléchargez-le, puis déposez-le.'

/** The last part of a name, and « facture (2).pdf » for the second of two: a message may well carry both. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const own = name.replace(/^.*[/\\]|^[a-z]:/i, '') || 'pièce jointe'
  const [, stem = own, extension = ''] = /^(.+?)(\.\w+)?$/s.exec(own) ?? []
  let free = own
  for (let number = 2; taken.has(free); number++) free = `${stem} (${number})${extension}`
  return free
}
