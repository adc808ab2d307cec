import { crc32 } from 'node:zlib'

/** A zip of named contents, stored as they are. */
export function zipOf(files: { name: string; bytes: Buffer }[]): Buffer {
  const written: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of files) {
    const path = Buffer.from(name)
    const facts = factsOf(path, bytes)
    const local = Buffer.concat([words(0x04034b50), facts, path, bytes])
    directory.push(Buffer.concat([words(0x02014b50), shorts(20), facts, Buffer.alloc(10), words(offset), path]))
    written.push(local)
    offset += local.length
  }
  const index = Buffer.concat(directory)
  const { length } = files
  const end = Buffer.concat([words(0x06054b50), shorts(0, 0, length, length), words(index.length, offset), shorts(0)])
  return Buffer.concat([...written, index, end])
}

/** What the header of an entry and the directory both say: version, flags (UTF-8 names), no compression, 1 January 1980. */
const factsOf = (path: Buffer, bytes: Buffer) =>
  Buffer.concat([
    shorts(20, 0x0800, 0, 0, 0x21),
    words(crc32(bytes), bytes.length, bytes.length),
    shorts(path.length, 0),
  ])

const shorts = (...values: number[]) => Buffer.from(values.flatMap((value) => [value & 255, value >> 8]))
function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4))
  return bytes
}
