// A question to the person who tries the application on the host, in the page: the system's own dialogs are not there.
// Given { title, detail, buttons, cancel, field }; answers { button, text } (see dialog.ts).
;(question) =>
  new Promise((resolve) => {
    const make = (tag, style, text = '') => Object.assign(document.createElement(tag), { style, textContent: text })
    const dialog = make('dialog', 'max-width: 32rem; padding: 1.25rem; font: 14px/1.5 system-ui; white-space: pre-line')
    const field = make('textarea', 'display: block; width: 28rem; max-width: 100%; margin: 0.75rem 0; font: inherit')
    const answer = (button) => {
      dialog.remove()
      resolve({ button, text: field.value })
    }
    dialog.append(make('strong', '', question.title), make('p', 'margin: 0.5rem 0', question.detail))
    if (question.field !== undefined) {
      field.value = question.field
      field.setAttribute('aria-label', question.title)
      dialog.append(field)
    }
    question.buttons.forEach((label, index) => {
      const button = make('button', 'margin: 0.25rem 0.5rem 0 0; padding: 0.3rem 0.8rem; font: inherit', label)
      button.addEventListener('click', () => answer(index))
      dialog.append(button)
    })
    dialog.addEventListener('cancel', () => answer(question.cancel))
    document.body.append(dialog)
    dialog.showModal()
  })
