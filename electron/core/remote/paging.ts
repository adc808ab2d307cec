/** So many rows a page; not the default of ten, beyond which rows would go unseen (chorus-pro-api.md §2.4). */
export const PAGE = 100

type Paged = { parametresRetour?: { pages: number } | undefined }

/** Every row of what comes in pages. Where the number of pages is not said, a page that is not full is the last. */
export async function allPages<A extends Paged, Row>(
  ask: (page: number) => Promise<A>,
  rowsOf: (answer: A) => Row[],
  size = PAGE,
): Promise<Row[]> {
  const all: Row[] = []
  for (let page = 1; ; page++) {
    const answer = await ask(page)
    const rows = rowsOf(answer)
    all.push(...rows)
    const { parametresRetour } = answer
    // A page without rows is the last, whatever is said of it.
    if (!rows.length || (parametresRetour ? page >= parametresRetour.pages : rows.length < size)) return all
  }
}
