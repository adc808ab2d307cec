/** Shows what the simulator holds every other second, and passes on what a person asks for. */

const at = (id) => document.getElementById(id)
const WHEN = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'medium' })
const EUROS = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' })
let shown = ''
let moving

/** An element with its attributes and its children; text stays text, whatever it holds. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children.filter((child) => child !== undefined))
  return element
}
const when = (instant) => make('time', {}, WHEN.format(instant))

async function refresh(order) {
  try {
    const posted = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) }
    const response = await (order ? fetch('/admin/order', posted) : fetch('/admin/state'))
    if (!response.ok) throw new Error(String(response.status))
    at('word').textContent = ''
    show(await response.text())
  } catch (error) {
    at('word').textContent =
      error instanceof TypeError ? 'Le simulateur ne répond plus.' : 'Le simulateur n’a pas accepté cette demande.'
  }
}

/** Redraws when something has changed, and leaves the focus where it was. */
function show(text) {
  const state = JSON.parse(text)
  at('now').textContent = WHEN.format(state.now)
  const still = JSON.stringify({ ...state, now: 0 })
  if (still === shown) return
  shown = still
  const focus = document.activeElement?.dataset?.key
  fillChoices(state.choices)
  for (const [name, form] of Object.entries(state.forms)) at('forms')[name].value = form
  at('line').textContent = state.isOut ? 'Coupée : tout appel échoue.' : 'Ouverte.'
  at('line').className = state.isOut ? 'bad' : ''
  at('outage').textContent = state.isOut ? 'Rétablir la ligne' : 'Couper la ligne'
  at('outage').dataset.isOn = String(!state.isOut)
  const words = state.choices.troubles
  at('waiting').replaceChildren(...state.troubles.map((trouble) => make('li', {}, waitingOf(trouble, words))))
  fill('invoices', state.invoices.map(invoiceRow).reverse(), 6, 'Aucune facture déposée pour l’instant.')
  fill('flows', state.flows.map(flowRow).reverse(), 5, 'Aucun flux déposé pour l’instant.')
  fill(
    'calls',
    state.calls.map((call) => callRow(call, words)),
    4,
    'Aucun appel pour l’instant.',
  )
  if (focus) document.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus()
}

function fillChoices({ troubles, routes, forms, formWords }) {
  const form = at('trouble')
  if (form.trouble.options.length > 0) return
  form.trouble.append(...Object.entries(troubles).map(([value, word]) => make('option', { value }, word)))
  form.on.append(...routes.map((route) => make('option', { value: route }, route)))
  at('forms').append(
    ...Object.entries(forms).map(([name, values]) => {
      const options = values.map((value) => make('option', { value }, formWords[name][value]))
      return make('label', {}, formWords[name].title, ' ', make('select', { name }, ...options))
    }),
  )
}

const waitingOf = ({ trouble, on, call }, words) =>
  `${words[trouble]}, au ${call > 1 ? `${call}e` : 'prochain'} appel de ${on ?? '/cpro'}`

function fill(id, rows, columns, empty) {
  const none = make('tr', {}, make('td', { colspan: columns, class: 'empty' }, empty))
  at(id).replaceChildren(...(rows.length > 0 ? rows : [none]))
}

function invoiceRow({ id, number, buyerSiret, gross, status, comment, at: since }) {
  return make(
    'tr',
    {},
    make('td', { class: 'whole' }, number),
    make('td', { class: 'whole' }, make('code', {}, buyerSiret)),
    make('td', { class: 'amount' }, gross === null ? '' : EUROS.format(gross)),
    make('td', {}, make('code', {}, status), comment ? make('div', { class: 'comment' }, comment) : undefined),
    make('td', { class: 'whole' }, when(since)),
    make('td', {}, moveButton({ which: id, number, list: 'invoiceStatuses', status })),
  )
}

function flowRow({ number, name, status, errors, at: since }) {
  return make(
    'tr',
    {},
    make('td', {}, make('code', {}, number)),
    make('td', {}, name),
    make('td', {}, make('code', {}, status), ...errors.map((error) => make('div', { class: 'comment' }, error))),
    make('td', { class: 'whole' }, when(since)),
    make('td', {}, moveButton({ which: number, number, list: 'flowStatuses', status })),
  )
}

function callRow({ at: instant, operation, trouble, status }, words) {
  const isBad = status === null || status >= 400
  const said = status === null ? 'aucune' : String(status ?? 'en cours')
  return make(
    'tr',
    {},
    make('td', { class: 'whole' }, when(instant)),
    make('td', {}, make('code', {}, operation)),
    make('td', isBad ? { class: 'bad' } : {}, said),
    make('td', {}, trouble ? words[trouble] : ''),
  )
}

function moveButton(move) {
  const label = `Changer le statut de ${move.number}`
  const button = make('button', { type: 'button', 'aria-label': label, 'data-key': move.which }, 'Changer…')
  button.addEventListener('click', () => openMove(move))
  return button
}

function openMove(move) {
  moving = move
  const form = at('move').querySelector('form')
  form.reset()
  form.status.placeholder = move.status
  at('move-title').textContent = `Changer le statut de ${move.number}`
  const statuses = JSON.parse(shown).choices[move.list]
  at('statuses').replaceChildren(...statuses.map((status) => make('option', { value: status })))
  at('move').showModal()
}

at('move').addEventListener('submit', (event) => {
  event.preventDefault()
  const { status, comment } = event.target
  void refresh({ do: 'move', which: moving.which, status: status.value, comment: comment.value })
  at('move').close()
})
at('cancel').addEventListener('click', () => at('move').close())
at('trouble').addEventListener('submit', (event) => {
  event.preventDefault()
  void refresh({ do: 'trouble', trouble: event.target.trouble.value, on: event.target.on.value })
})
at('forms').addEventListener(
  'change',
  ({ target }) => void refresh({ do: 'speak', forms: { [target.name]: target.value } }),
)
at('forget').addEventListener('click', () => void refresh({ do: 'forget' }))
at('outage').addEventListener('click', () => void refresh({ do: 'outage', isOn: at('outage').dataset.isOn === 'true' }))
for (const button of document.querySelectorAll('[data-minutes]'))
  button.addEventListener('click', () => void refresh({ do: 'advance', minutes: Number(button.dataset.minutes) }))

void refresh()
setInterval(() => document.hidden || void refresh(), 2000)
