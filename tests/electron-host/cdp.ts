import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
// playwright-core does not export its protocol types, so they are taken by path; types only, nothing of it runs here.
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts'

export type { Protocol }
type Commands = Protocol.CommandParameters
type Answers = Protocol.CommandReturnValues
type Events = Protocol.Events
type Message = {
  id?: number
  method?: string
  params?: unknown
  result?: unknown
  error?: { message: string }
  sessionId?: string
}
type Waiting = { method: string; resolve: (answer: unknown) => void; reject: (error: Error) => void }

/** One conversation with Chromium: with the browser itself, or with one page. */
export class Session {
  readonly id: string
  readonly #connection: Connection
  readonly #events = new EventEmitter()

  constructor(connection: Connection, id: string) {
    this.#connection = connection
    this.id = id
  }

  send<M extends keyof Commands>(method: M, params?: Commands[M]): Promise<Answers[M]> {
    return this.#connection.send(method, params ?? {}, this.id) as Promise<Answers[M]>
  }

  /** For what may fail because the page has just gone, and then does not matter. */
  tell<M extends keyof Commands>(method: M, params?: Commands[M]): void {
    this.send(method, params).catch(() => undefined)
  }

  on<M extends keyof Events>(method: M, listener: (params: Events[M]) => void): void {
    this.#events.on(method, listener)
  }

  off<M extends keyof Events>(method: M, listener: (params: Events[M]) => void): void {
    this.#events.off(method, listener)
  }

  receive(method: string, params: unknown): void {
    this.#events.emit(method, params)
  }
}

/** The DevTools protocol over Chromium's pipe (file descriptors 3 and 4, messages ended by a zero byte). */
export class Connection {
  readonly browser = new Session(this, '')
  readonly #sessions = new Map<string, Session>([['', this.browser]])
  readonly #waiting = new Map<number, Waiting>()
  readonly #out: Writable
  #lastId = 0
  #parts: Buffer[] = []

  constructor(chromium: ChildProcess) {
    this.#out = chromium.stdio[3] as Writable
    // Chromium may end first: what was still to be said is then told to nobody.
    this.#out.on('error', () => undefined)
    ;(chromium.stdio[4] as Readable).on('data', (chunk: Buffer) => this.#read(chunk))
    chromium.on('exit', () => this.#abandon())
  }

  send(method: string, params: object, sessionId: string): Promise<unknown> {
    const id = ++this.#lastId
    this.#out.write(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }) + '\0')
    return new Promise((resolve, reject) => this.#waiting.set(id, { method, resolve, reject }))
  }

  session(id: string): Session {
    const session = new Session(this, id)
    this.#sessions.set(id, session)
    return session
  }

  forget(session: Session): void {
    this.#sessions.delete(session.id)
  }

  #read(chunk: Buffer): void {
    let from = 0
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      const text = Buffer.concat([...this.#parts, chunk.subarray(from, end)]).toString('utf8')
      this.#parts = []
      from = end + 1
      this.#receive(JSON.parse(text) as Message)
    }
    if (from < chunk.length) this.#parts.push(chunk.subarray(from))
  }

  #receive({ id, method, params, result, error, sessionId }: Message): void {
    if (id === undefined) return this.#sessions.get(sessionId ?? '')?.receive(method ?? '', params)
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) waiting?.reject(new Error(`${waiting.method}: ${error.message}`))
    else waiting?.resolve(result)
  }

  #abandon(): void {
    for (const { method, reject } of this.#waiting.values()) reject(new Error(`Chromium ended during ${method}`))
    this.#waiting.clear()
  }
}
