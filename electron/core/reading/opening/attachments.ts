import MsgReader from '@kenjiuno/msgreader'
import PostalMime from 'postal-mime'

/** What a message carries. `isInline`: shown within its text, as logos are. */
export type Attachment = { name: string; bytes: Uint8Array; isInline: boolean }

/** A module of the old kind: Node hands over the whole of it where a bundle hands over its default. */
const Outlook = (MsgReader as unknown as { default?: typeof MsgReader }).default ?? MsgReader

/** Deeper than any letter: parts within parts. */
const MOST_NESTED = 30

/** The files of a message as mail programs keep it (.eml, RFC 5322) or as Outlook does (.msg, MS-OXMSG); messages too. */
export const attachmentsOf = (bytes: Uint8Array, as: 'mail' | 'outlook'): Promise<Attachment[]> | Attachment[] =>
  as === 'mail' ? ofMail(bytes) : ofOutlook(bytes)

async function ofMail(bytes: Uint8Array): Promise<Attachment[]> {
  const { attachments } = await PostalMime.parse(bytes, {
    forceRfc822Attachments: true,
    attachmentEncoding: 'arraybuffer',
    maxNestingDepth: MOST_NESTED,
  })
  return attachments.map(({ filename, mimeType, disposition, related, contentId, content }, index) => ({
    name: filename || nameOf(mimeType, index),
    bytes: new Uint8Array(content as ArrayBuffer),
    isInline: related === true || (disposition === 'inline' && Boolean(contentId)),
  }))
}

function ofOutlook(bytes: Uint8Array): Attachment[] {
  const reader = new Outlook(new Uint8Array(bytes).buffer)
  const { attachments = [], error } = reader.getFileData()
  if (error) throw new Error(error)
  return attachments.map((attachment, index) => ({
    name: attachment.fileName ?? attachment.name ?? nameOf(attachment.attachMimeTag ?? '', index),
    ...{ bytes: contentOf(reader, attachment), isInline: Boolean(attachment.pidContentId) },
  }))
}

/** Of what is only a link to a file elsewhere there are no bytes. */
function contentOf(reader: MsgReader, attachment: Parameters<MsgReader['getAttachment']>[0]): Uint8Array {
  try {
    return Uint8Array.from(reader.getAttachment(attachment).content)
  } catch {
    return new Uint8Array()
  }
}

/** A file without a name. */
const nameOf = (mimeType: string, index: number) =>
  mimeType === 'message/rfc822' ? `message joint ${index + 1}` : `pièce jointe ${index + 1}`
