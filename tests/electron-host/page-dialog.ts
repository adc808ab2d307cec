export type Question = { title: string; detail: string; buttons: string[]; cancel: number; field?: string }
export type Answer = { button: number; text: string }

/**
 * A question to the person who tries the application on the host, in the page, since the system's own dialogs are not
 * there. Runs in the page: its text is sent there, so it uses nothing from outside itself.
 */
export function askInPage({ title, detail, buttons, cancel, field: proposed }: Question): Promise<Answer> {
  const make = <T extends keyof HTMLElementTagNameMap>(tag: T, style: string, text = '') => {
    const element = document.createElement(tag)
    element.style.cssText = style
    element.textContent = text
    return element
  }
  return new Promise((resolve) => {
    const dialog = make('dialog', 'max-width: 32rem; padding: 1.25rem; font: 14px/1.5 system-ui; white-space: pre-line')
    const field = make('textarea', 'display: block; width: 28rem; max-width: 100%; margin: 0.75rem 0; font: inherit')
    const answer = (button: number) => {
      dialog.remove()
      resolve({ button, text: field.value })
    }
    dialog.append(make('strong', '', title), make('p', 'margin: 0.5rem 0', detail))
    if (proposed !== undefined) {
      field.value = proposed
      field.setAttribute('aria-label', title)
      dialog.append(field)
    }
    buttons.forEach((label, index) => {
      const button = make('button', 'margin: 0.25rem 0.5rem 0 0; padding: 0.3rem 0.8rem; font: inherit', label)
      button.addEventListener('click', () => answer(index))
      dialog.append(button)
    })
    dialog.addEventListener('cancel', () => answer(cancel))
    document.body.append(dialog)
    dialog.showModal()
  })
}
