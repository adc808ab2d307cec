/** A PDF of so many pages that all say the same. */
export function pagesPdf(many: number): Uint8Array {
  const parts: string[] = ['%PDF-1.7\n']
  const places: number[] = []
  let at = parts[0]!.length
  const put = (number: number, body: string) => {
    const text = `${number} 0 obj\n${body}\nendobj\n`
    places[number] = at
    at += text.length
    parts.push(text)
  }
  const said = 'BT /F1 12 Tf 50 700 Td (Facture FA-1) Tj ET'
  put(1, '<< /Type /Catalog /Pages 2 0 R >>')
  put(3, `<< /Length ${said.length} >>\nstream\n${said}\nendstream`)
  put(4, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>')
  const page =
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>'
  for (let number = 5; number < 5 + many; number++) put(number, page)
  const kids = Array.from({ length: many }, (_, index) => `${index + 5} 0 R`).join(' ')
  put(2, `<< /Type /Pages /Kids [${kids}] /Count ${many} >>`)
  const table = places.slice(1).map((place) => `${String(place).padStart(10, '0')} 00000 n \n`)
  parts.push(`xref\n0 ${places.length}\n0000000000 65535 f \n`, ...table)
  parts.push(`trailer << /Size ${places.length} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`)
  return Buffer.from(parts.join(''), 'latin1')
}
