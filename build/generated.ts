import { measureHard } from '../tests/support/corpus/measure-hard.ts'

/**
 * `npm run generated [-- MANY [SEED]]`: 2,000 fresh invented invoices, each with one to three difficulties, from seed 20001.
 * Tells how many fields are right, how many are wrong though said to be sure or probable, and by which difficulty.
 */
const [many = 2000, seed = 20_001] = process.argv.slice(2).map(Number)
const { tally, misses, natures } = await measureHard({ many, seed })

const cells = Object.values(tally.fields)
const carried = cells.reduce((total, cell) => total + cell.carried, 0)
const right = cells.reduce((total, cell) => total + cell.right, 0)
console.log(`${many} invoices from seed ${seed}: ${((100 * right) / carried).toFixed(2)} % of ${carried} fields right`)
for (const trust of ['sure', 'likely', 'check'] as const) {
  const { given, right: fine } = tally.trust[trust]
  console.log(`  ${trust}: ${given} given, ${given - fine} wrong (${((100 * (given - fine)) / given).toFixed(2)} %)`)
}
console.log(`  nature: ${natures.right} of ${natures.carried} named, ${natures.spurious} named that are none`)
for (const [field, cell] of Object.entries(tally.fields))
  if (cell.right < cell.carried || cell.spurious)
    console.log(`  ${field.padEnd(17)} ${cell.right}/${cell.carried}  spurious ${cell.spurious}`)
for (const [kind, wrong] of Object.entries(
  Object.groupBy(
    misses.flatMap((miss) => miss.kinds.map((kind) => ({ kind, miss }))),
    (one) => one.kind,
  ),
))
  console.log(
    `  ${kind.padEnd(17)} ${wrong!.length} wrong, ${wrong!.filter(({ miss }) => miss.got && ['sure', 'likely'].includes(miss.trust ?? '')).length} of them sure or probable`,
  )
if (process.env['MISSES']) for (const miss of misses) console.log(JSON.stringify(miss))
