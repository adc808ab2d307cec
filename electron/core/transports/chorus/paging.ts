/** Rows a page; not the default of ten, beyond which rows would go unseen (chorus-pro-api.md §2.4). */
export const PAGE = 100
/** Max rows in all; not the default of two hundred (chorus-pro-api.md §2.4). No more is asked for, however many there are said to be. */
export const ALL = 100_000

type Paged = { parametresRetour?: { pages?: number | undefined; total?: number | undefined } | undefined }
/** Rows of all pages. `isWhole`: every page was read, and as many rows as were said to be there. `calls`: how many questions it took. */
export type Pages<Answer> = { answers: Answer[]; isWhole: boolean; calls: number }

/** Pagination: all that comes in pages. Where the number of pages is not said, a page that is not full is the last. */
export async function allPages<Answer extends Paged>(
  ask: (page: number) => Promise<Answer>,
  countOf: (answer: Answer) => number,
  size = PAGE,
): Promise<Pages<Answer>> {
  const answers: Answer[] = []
  let count = 0
  for (let page = 1; ; page++) {
    const answer = await ask(page)
    const onPage = countOf(answer)
    answers.push(answer)
    count += onPage
    const { pages, total = 0 } = answer.parametresRetour ?? {}
    const isLast = pages === undefined ? onPage < size : page >= pages
    // A page without rows is the last, whatever is said of it: but then rows are missing.
    if (isLast || !onPage || count >= ALL)
      return { answers, isWhole: isLast && count >= total && count < ALL, calls: page }
  }
}
