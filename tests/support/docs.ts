import { format, resolveConfig } from 'prettier'

/** A table in Markdown; what could break a cell is taken care of. */
export function table(heads: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A page as `npm run check` wants it. */
export const page = async (text: string): Promise<string> =>
  format(text, { ...(await resolveConfig('docs/page.md')), parser: 'markdown', plugins: [] })
