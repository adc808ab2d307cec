/** An event of Electron whose listeners may refuse what is about to happen. */
export type Preventable = { defaultPrevented: boolean; preventDefault: () => void }

/** A fresh event, with these details on it. */
export function preventable<T extends object = object>(details?: T): Preventable & T {
  const event = {
    ...(details as T),
    defaultPrevented: false,
    preventDefault: () => void (event.defaultPrevented = true),
  }
  return event
}
