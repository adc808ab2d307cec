import type { Protocol, Session } from './cdp.ts'

/** A synchronous question of a preload (webUtils.getPathForFile): its page stands still until this has answered. */
export async function answerQuestion(session: Session, paused: Protocol.Debugger.pausedPayload): Promise<void> {
  const { callFrameId } = paused.callFrames[0]!
  const ask = (expression: string) => session.send('Debugger.evaluateOnCallFrame', { callFrameId, expression })
  try {
    const { result: kind } = await ask('globalThis.__question?.kind')
    if (kind.value !== 'path') return
    const { result: file } = await ask('globalThis.__question.value')
    await ask(`globalThis.__question.result = ${JSON.stringify(await pathOf(session, file.objectId ?? ''))}`)
  } finally {
    session.tell('Debugger.resume')
  }
}

/** A File that a script made up has no path: the empty text, as in Electron. */
async function pathOf(session: Session, objectId: string): Promise<string> {
  const info = await session.send('DOM.getFileInfo', { objectId }).catch(() => ({ path: '' }))
  return info.path
}
